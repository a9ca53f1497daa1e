"""The report, crime recording, opening and allocating a case, the chronology of incidents."""
