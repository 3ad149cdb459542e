"""What fits a place: a locality goes in, a ranked list of models with the reasons for each comes out."""
