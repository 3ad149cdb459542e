"""Settings: `base` holds what all share; `development`, `production` and `test` differ only where they must."""
