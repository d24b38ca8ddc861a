"""What county, districts and residents see in a browser: the desks' own queries, as pages."""
