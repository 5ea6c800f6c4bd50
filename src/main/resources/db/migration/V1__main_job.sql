-- Everything of ours that a request for a selfie leaves behind. Personal data lives here and nowhere else:
-- the tables of the process engine hold ids, references and outcomes only.

create table application (
    id                     text        primary key,
    workspace              text        not null,
    name                   text        not null,
    secret_hash            bytea       not null,
    workflow               text        not null,
    notification           text        not null check (notification in ('email', 'link')),
    link_expiry_seconds    bigint      not null check (link_expiry_seconds > 0),
    session_seconds        bigint      not null check (session_seconds > 0),
    reminder_seconds       bigint      check (reminder_seconds > 0),
    maximum_attempts       integer     not null check (maximum_attempts between 1 and 10),
    webhook_url            text,
    webhook_secret         bytea,
    created_at             timestamptz not null,
    check ((webhook_url is null) = (webhook_secret is null))
);

create table request (
    id                     uuid        primary key,
    workspace              text        not null,
    application_id         text        not null references application,
    phase                  text        not null check (phase in ('onboarding', 'verification')),
    user_id                text        not null,
    email                  text,
    locale                 text,
    metadata               jsonb       not null,
    channel                text        not null check (channel in ('api', 'engine')),
    client_address         text,
    auth_req_id_hash       bytea       not null unique,
    process_instance_id    text        unique,
    created_at             timestamptz not null,
    -- What was decided first about the selfie: written once, under a lock of this row.
    decision               text        check (decision in ('accepted', 'attempts_exhausted', 'expired', 'cancelled')),
    decided_at             timestamptz,
    -- How the registration ended: written once, when the module ends.
    outcome                text        check (outcome in ('registered', 'skipped', 'expired', 'attempts_exhausted',
                                                          'undeliverable', 'cancelled')),
    outcome_at             timestamptz,
    -- When the workflow published the result.
    completed_at           timestamptz,
    check ((decision is null) = (decided_at is null)),
    check ((outcome is null) = (outcome_at is null)),
    check (completed_at is null or outcome is not null)
);
create index request_user on request (workspace, user_id);
create index request_application on request (application_id, created_at);

-- Messages that the engine has not received yet; a row is removed in the transaction that correlates it.
create table pending_message (
    id                     bigint      generated always as identity primary key,
    request_id             uuid        not null references request,
    name                   text        not null,
    variables              jsonb       not null,
    created_at             timestamptz not null,
    next_try_at            timestamptz not null
);
create index pending_message_request on pending_message (request_id, id);

create table rule_decision (
    id                     bigint      generated always as identity primary key,
    request_id             uuid        not null references request,
    enabled                boolean     not null,
    rule                   text,
    inputs                 jsonb       not null,
    outcome                boolean     not null,
    decided_at             timestamptz not null
);
create index rule_decision_request on rule_decision (request_id);

-- The time in which a selfie can be taken for a request.
create table capture_window (
    request_id             uuid        primary key references request,
    open_before            timestamptz not null,
    session_seconds        bigint      not null,
    maximum_attempts       integer     not null,
    opened_at              timestamptz,
    session_ends_at        timestamptz,
    dispatched_at          timestamptz,
    reminded_at            timestamptz,
    check ((opened_at is null) = (session_ends_at is null))
);

create table capture_link (
    token_hash             bytea       primary key,
    request_id             uuid        not null references capture_window,
    created_at             timestamptz not null,
    replaced_at            timestamptz
);
create index capture_link_request on capture_link (request_id);

create table attempt (
    request_id             uuid        not null references request,
    number                 integer     not null check (number > 0),
    submission_key         text        not null,
    accepted               boolean     not null,
    findings               jsonb       not null,
    measures               jsonb       not null,
    submitted_at           timestamptz not null,
    primary key (request_id, number),
    unique (request_id, submission_key)
);
-- A request has one accepted selfie at most.
create unique index attempt_accepted on attempt (request_id) where accepted;

-- One row for each object in the photo bucket, written before the object is.
create table photo (
    object_key             text        primary key,
    workspace              text        not null,
    request_id             uuid        not null references request,
    state                  text        not null check (state in ('uploading', 'accepted', 'stored')),
    sha256                 bytea       not null,
    size_bytes             integer     not null,
    created_at             timestamptz not null
);
create unique index photo_accepted on photo (request_id) where state <> 'uploading';
create index photo_uploading on photo (created_at) where state = 'uploading';

create table facial_template (
    request_id             uuid        primary key references request,
    workspace              text        not null,
    user_id                text        not null,
    model                  text        not null,
    sealed                 bytea       not null,
    current                boolean     not null,
    created_at             timestamptz not null
);
-- A user has one template at most that counts.
create unique index facial_template_current on facial_template (workspace, user_id) where current;

create table delivery (
    id                     text        primary key,
    request_id             uuid        not null unique references request,
    application_id         text        not null references application,
    url                    text        not null,
    body                   bytea       not null,
    created_at             timestamptz not null,
    delivered_at           timestamptz
);

create table delivery_attempt (
    delivery_id            text        not null references delivery,
    number                 integer     not null check (number > 0),
    attempted_at           timestamptz not null,
    latency_millis         integer     not null,
    status                 integer,
    failure                text,
    primary key (delivery_id, number)
);
