"""Who has how much, what is late, what will be; and moving cases from one officer to another."""
