-- A session is extended several times. When it began, its length and its end say how often it was.
alter table capture_window drop column extended_at;
