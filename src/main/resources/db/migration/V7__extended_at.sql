-- V4 dropped it, and nodes of the version before still read and write it during a rollout.
alter table capture_window add column if not exists extended_at timestamptz;
