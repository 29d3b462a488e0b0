"""Put-aways and picks of production orders, and what bins hold."""
