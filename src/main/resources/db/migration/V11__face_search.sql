-- A search for other users of the workspace who have the face of a registered selfie. It decides nothing.
create table duplicate_search (
    request_id             uuid        not null,
    run_number             integer     not null,
    model                  text        not null,
    -- How many users there were to compare with, and with how many of them it was compared.
    users                  integer     not null,
    compared               integer     not null check (compared between 0 and users),
    -- How many were near enough; only the nearest are kept.
    found                  integer     not null check (found between 0 and compared),
    searched_at            timestamptz not null,
    primary key (request_id, run_number),
    foreign key (request_id, run_number) references module_run
);

-- The registration of another user that a search found, for an operator to look at.
create table duplicate_candidate (
    request_id             uuid        not null,
    run_number             integer     not null,
    candidate_request_id   uuid        not null,
    candidate_run_number   integer     not null,
    distance               double precision not null check (distance >= 0),
    primary key (request_id, run_number, candidate_request_id, candidate_run_number),
    foreign key (request_id, run_number) references duplicate_search on delete cascade,
    foreign key (candidate_request_id, candidate_run_number) references module_run on delete cascade
);
create index duplicate_candidate_other on duplicate_candidate (candidate_request_id, candidate_run_number);

-- A face that selfies of the workspace are refused for, with a sealed template of its own. It does not refer to the
-- request that it was added from, as it may outlive it.
create table blocked_face (
    id                     uuid        primary key,
    workspace              text        not null,
    request_id             uuid        not null unique,
    model                  text        not null,
    sealed                 bytea       not null,
    reason                 text        not null,
    -- Why it may be kept when its user is erased; null if it goes with the user.
    legal_basis            text,
    added_by               text        not null,
    added_at               timestamptz not null,
    expires_at             timestamptz not null,
    check (expires_at > added_at)
);
create index blocked_face_workspace on blocked_face (workspace, id);
create index blocked_face_expires on blocked_face (expires_at);

-- Outlives the entry: who put which face on a block list or took it off, and when. Never says why.
create table block_list_change (
    number                 bigint      generated always as identity primary key,
    entry_id               uuid        not null,
    workspace              text        not null,
    request_id             uuid        not null,
    action                 text        not null check (action in ('added', 'removed', 'expired')),
    changed_at             timestamptz not null,
    -- Null if it expired.
    changed_by             text,
    check ((changed_by is null) = (action = 'expired'))
);
create index block_list_change_workspace on block_list_change (workspace, number);

-- A submitted selfie that was refused for a face of the block list, whatever its attempt says.
create table block_list_hit (
    request_id             uuid        not null references request,
    submission_key         text        not null,
    entry_id               uuid        not null,
    distance               double precision not null check (distance >= 0),
    refused_at             timestamptz not null,
    primary key (request_id, submission_key)
);
