"""The engines behind the search service: Elasticsearch, and the database when that is away."""
