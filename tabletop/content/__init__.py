"""Reading and checking what authors write: YAML, GeoJSON, spreadsheets."""
