-- One row for each key that sealed data here, with a seal of it, which every node opens before it starts.
create table encryption_key (
    key_id                 text        primary key check (key_id ~ '^[0-9a-f]{8}$'),
    canary                 bytea       not null,
    first_used_at          timestamptz not null
);
