"""The shared store of pictures and documents."""
