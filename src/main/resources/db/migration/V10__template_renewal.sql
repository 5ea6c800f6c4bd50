-- A renewal of the facial templates of a workspace by another recognition model.
create table template_renewal (
    id                     text        primary key,
    workspace              text        not null,
    -- That the templates get.
    model                  text        not null,
    state                  text        not null check (state in ('running', 'completed', 'cancelled')),
    started_by             text        not null,
    started_at             timestamptz not null,
    ended_at               timestamptz,
    process_instance_id    text,
    -- Templates of other models when it started.
    total                  integer     not null,
    renewed                integer     not null default 0,
    -- Templates of other models that it had not looked at when it ended.
    remaining              integer,
    -- The template that the last batch ended with; null before the first batch of a pass.
    last_request_id        uuid,
    last_run_number        integer,
    check ((state = 'running') = (ended_at is null)),
    check ((state = 'running') = (remaining is null)),
    check ((last_request_id is null) = (last_run_number is null))
);
-- One at a time.
create unique index template_renewal_running on template_renewal (workspace) where state = 'running';
create index template_renewal_workspace on template_renewal (workspace, id);

-- A template that a renewal could not recompute; it goes when its user registers anew.
create table template_renewal_failure (
    renewal_id             text        not null references template_renewal,
    request_id             uuid        not null,
    run_number             integer     not null,
    reason                 text        not null
        check (reason in ('photo_missing', 'photo_altered', 'photo_unreadable', 'no_single_face')),
    failed_at              timestamptz not null,
    primary key (renewal_id, request_id, run_number),
    foreign key (request_id, run_number) references facial_template on delete cascade
);
create index template_renewal_failure_template on template_renewal_failure (request_id, run_number);
