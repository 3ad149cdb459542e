"""The exemplars (mô hình), their implementations and outcomes."""
