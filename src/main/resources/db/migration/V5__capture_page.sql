-- A link that takes the person to another device; it is opened within its own short time, and then lives like the
-- one that it was made from.
alter table capture_link
    add column handed_off  boolean     not null default false,
    add column open_before timestamptz,
    add column opened_at   timestamptz,
    add check (handed_off = (open_before is not null)),
    add check (handed_off or opened_at is null);

-- A session is extended once at most; opening a new link gives the next one.
alter table capture_window
    add column extended_at timestamptz;

-- What a person agreed to before the first picture was accepted.
create table consent (
    request_id             uuid        primary key references request,
    text_hash              bytea       not null,
    version                text,
    language               text        not null,
    consented_at           timestamptz not null
);
