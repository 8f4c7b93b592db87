"""Text to text: Indonesian articles in, summaries and English translations out. Knows neither HTTP nor settings."""
