-- Everything that the service stores outside the process engine, in the order of the domain. Personal data lives here
-- and nowhere else: the tables of the engine hold ids, references and outcomes only.

-- ---------------------------------------------------------------------------------------------------------------------
-- Applications
-- ---------------------------------------------------------------------------------------------------------------------

-- What an operator sets of an application is one document.
create table application (
    id                     text        primary key,
    workspace              text        not null,
    settings               jsonb       not null,
    version                bigint      not null default 1,
    created_at             timestamptz not null,
    updated_at             timestamptz not null,
    endpoint_disabled_at   timestamptz
);
create index application_workspace on application (workspace, id);

-- Secrets have rows of their own, so that they can overlap when they are rotated.
create table application_key (
    id                     uuid        primary key,
    application_id         text        not null references application on delete cascade,
    purpose                text        not null check (purpose in ('api_secret', 'webhook_secret', 'encryption_key')),
    hint                   text        not null,
    -- Of what is only compared.
    hash                   bytea,
    -- What is needed again.
    sealed                 bytea,
    created_at             timestamptz not null,
    expires_at             timestamptz,
    last_used_at           timestamptz,
    check ((hash is null) <> (sealed is null))
);
create index application_key_application on application_key (application_id, purpose);

-- Outlives the application: who changed what, never a secret.
create table application_change (
    number                 bigint      generated always as identity primary key,
    application_id         text        not null,
    workspace              text        not null,
    version                bigint      not null,
    changed_at             timestamptz not null,
    changed_by             text        not null,
    action                 text        not null,
    changes                jsonb       not null
);
create index application_change_application on application_change (application_id, number);

-- ---------------------------------------------------------------------------------------------------------------------
-- Rules
-- ---------------------------------------------------------------------------------------------------------------------

-- The catalogue of named rules.
create table rule (
    workspace              text        collate "C" not null,
    name                   text        collate "C" not null check (name ~ '^[a-z0-9-]{1,64}$'),
    version                integer     not null check (version > 0),
    expression             text        not null check (octet_length(expression) <= 4096),
    description            text,
    author                 text        not null,
    created_at             timestamptz not null,
    updated_at             timestamptz not null,
    primary key (workspace, name)
);

-- Every version there ever was, also of rules that were removed: kept decisions name them.
create table rule_version (
    workspace              text        collate "C" not null,
    name                   text        collate "C" not null,
    version                integer     not null,
    expression             text        not null,
    description            text,
    author                 text        not null,
    updated_at             timestamptz not null,
    primary key (workspace, name, version)
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Requests, their phases, and the runs of modules
-- ---------------------------------------------------------------------------------------------------------------------

-- One execution for one user. Its row is the lock under which everything about it is decided.
create table request (
    id                     uuid        primary key,
    workspace              text        not null,
    application_id         text        not null references application,
    user_id                text        not null,
    email                  text,
    phone                  text,
    locale                 text,
    metadata               jsonb       not null,
    force_onboarding       boolean     not null default false,
    channel                text        not null check (channel in ('api', 'engine')),
    client_address         text,
    redirect_url           text,
    -- The integrator's own text, which comes back with the person.
    state                  text,
    auth_req_id_hash       bytea       not null unique,
    -- Needed again to say which request a ping is about.
    auth_req_id_sealed     bytea,
    notification_token     bytea,
    -- The trace that a request belongs to, as W3C trace context writes it; null when nothing is traced.
    traceparent            text,
    current_phase          integer     not null default 1,
    created_at             timestamptz not null,
    polled_at              timestamptz,
    cancelled_at           timestamptz,
    -- When the last phase was over.
    completed_at           timestamptz
);
create index request_user on request (workspace, user_id);
create index request_application_id on request (application_id, id);

-- A request has one or two phases, one after the other. The result of each is written once, when it is published.
create table request_phase (
    request_id             uuid        not null references request,
    number                 integer     not null check (number in (1, 2)),
    phase                  text        not null check (phase in ('onboarding', 'verification')),
    -- Key of the process that is to run; null when the engine was asked to start it.
    workflow               text,
    -- The process that runs, or ran, however it was started.
    definition_key         text,
    process_instance_id    text        unique,
    outcome                text        check (outcome in ('registered', 'skipped', 'expired', 'attempts_exhausted',
                                                          'undeliverable', 'cancelled', 'consent_refused')),
    outcome_at             timestamptz,
    completed_at           timestamptz,
    primary key (request_id, number),
    unique (request_id, phase),
    check ((outcome is null) = (outcome_at is null)),
    check ((outcome is null) = (completed_at is null))
);
create index request_phase_definition on request_phase (definition_key, request_id);
create index request_phase_outcome on request_phase (outcome, request_id);

-- One time that a workflow calls a module.
create table module_run (
    request_id             uuid        not null references request,
    number                 integer     not null check (number > 0),
    phase_number           integer     not null,
    module                 text        not null,
    process_instance_id    text        not null unique,
    started_at             timestamptz not null,
    -- What ended the time in which the person could act: written once, under the lock of the request.
    decision               text        check (decision in ('accepted', 'attempts_exhausted', 'expired', 'cancelled',
                                                           'consent_refused')),
    decided_at             timestamptz,
    -- How the module ended: written once.
    outcome                text        check (outcome in ('registered', 'skipped', 'expired', 'attempts_exhausted',
                                                          'undeliverable', 'cancelled', 'consent_refused')),
    outcome_at             timestamptz,
    primary key (request_id, number),
    foreign key (request_id, phase_number) references request_phase,
    check ((decision is null) = (decided_at is null)),
    check ((outcome is null) = (outcome_at is null))
);
-- A request has one module at a time.
create unique index module_run_running on module_run (request_id) where outcome is null;

-- A rule is asked before a request exists (gatepass) and in its workflow (module).
create table rule_decision (
    id                     bigint      generated always as identity primary key,
    request_id             uuid        references request,
    application_id         text        not null,
    kind                   text        not null check (kind in ('gatepass', 'module')),
    enabled                boolean     not null,
    rule                   text,
    inputs                 jsonb       not null,
    outcome                boolean     not null,
    decided_at             timestamptz not null
);
create index rule_decision_request on rule_decision (request_id);

-- The answer to a call that may be repeated, sealed, for as long as it may be.
create table idempotency_key (
    application_id         text        not null references application on delete cascade,
    key                    text        not null,
    request_hash           bytea       not null,
    request_id             uuid        references request,
    answer                 bytea,
    created_at             timestamptz not null,
    primary key (application_id, key)
);
create index idempotency_key_created on idempotency_key (created_at);

-- Messages that the engine has not received yet; a row is removed in the transaction that correlates it.
create table pending_message (
    id                     bigint      generated always as identity primary key,
    request_id             uuid        not null references request,
    -- The run that it is for; null if any module of the request may take it.
    run_number             integer,
    name                   text        not null,
    variables              jsonb       not null,
    created_at             timestamptz not null,
    next_try_at            timestamptz not null,
    foreign key (request_id, run_number) references module_run
);
create index pending_message_request on pending_message (request_id, id);
create index pending_message_created on pending_message (created_at);

-- ---------------------------------------------------------------------------------------------------------------------
-- Capture: links, and what happens behind them
-- ---------------------------------------------------------------------------------------------------------------------

-- Leads to whatever module of its request waits. Only the hash of its token is stored.
create table capture_link (
    token_hash             bytea       primary key,
    request_id             uuid        not null references request,
    created_at             timestamptz not null,
    replaced_at            timestamptz,
    -- A link that takes the person to another device is opened within its own short time, and then lives like the one
    -- that it was made from.
    handed_off             boolean     not null default false,
    open_before            timestamptz,
    opened_at              timestamptz,
    check (handed_off = (open_before is not null)),
    check (handed_off or opened_at is null)
);
create index capture_link_request on capture_link (request_id);

-- The time in which a selfie can be taken in a run.
create table capture_window (
    request_id             uuid        not null,
    run_number             integer     not null,
    open_before            timestamptz not null,
    session_seconds        bigint      not null,
    maximum_attempts       integer     not null check (maximum_attempts between 1 and 10),
    -- What a model sets for the judgement of the selfie in place of the application; null where it sets nothing.
    quality_policy         text        check (quality_policy in ('standard', 'strict')),
    opened_at              timestamptz,
    session_ends_at        timestamptz,
    -- A session is extended once at most.
    extended_at            timestamptz,
    dispatched_at          timestamptz,
    reminded_at            timestamptz,
    primary key (request_id, run_number),
    foreign key (request_id, run_number) references module_run,
    check ((opened_at is null) = (session_ends_at is null)),
    check (extended_at is null or opened_at is not null)
);

-- How far a person came. A window is written anew with each link; this stays.
create table capture_step (
    request_id             uuid        not null,
    run_number             integer     not null,
    step                   text        not null check (step in ('link_sent', 'reminder_sent', 'link_renewed',
                                                                'link_opened', 'camera_started', 'session_extended')),
    taken_at               timestamptz not null,
    foreign key (request_id, run_number) references module_run
);
create index capture_step_run on capture_step (request_id, run_number);
-- A page may say so as often as it likes.
create unique index capture_step_camera on capture_step (request_id, run_number) where step = 'camera_started';

-- What a person agreed to before the first picture was accepted.
create table consent (
    request_id             uuid        primary key references request,
    text_hash              bytea       not null,
    version                text,
    language               text        not null,
    consented_at           timestamptz not null
);

-- One submitted selfie with its verdict. The picture of a refused one is never stored.
create table attempt (
    request_id             uuid        not null,
    run_number             integer     not null,
    number                 integer     not null check (number > 0),
    submission_key         text        not null,
    accepted               boolean     not null,
    findings               jsonb       not null,
    measures               jsonb       not null,
    submitted_at           timestamptz not null,
    primary key (request_id, run_number, number),
    unique (request_id, submission_key),
    foreign key (request_id, run_number) references module_run
);
-- A run has one accepted selfie at most.
create unique index attempt_accepted on attempt (request_id, run_number) where accepted;

-- One row for each object in the photo bucket, written before the object is.
create table photo (
    object_key             text        primary key,
    workspace              text        not null,
    request_id             uuid        not null,
    run_number             integer     not null,
    state                  text        not null check (state in ('uploading', 'accepted', 'stored')),
    sha256                 bytea       not null,
    size_bytes             integer     not null,
    created_at             timestamptz not null,
    stored_at              timestamptz,
    foreign key (request_id, run_number) references module_run
);
create unique index photo_accepted on photo (request_id, run_number) where state <> 'uploading';
create index photo_uploading on photo (created_at) where state = 'uploading';

-- Outlives the request: who looked at a photo, written before the photo is read.
create table photo_look (
    number                 bigint      generated always as identity primary key,
    request_id             uuid        not null,
    workspace              text        not null,
    phase_number           integer     not null,
    looked_at              timestamptz not null,
    looked_by              text        not null,
    page                   text        not null check (page in ('registrations', 'process_instance'))
);
create index photo_look_request on photo_look (request_id, number);

-- The template of an accepted selfie, sealed for its user, request and model.
create table facial_template (
    request_id             uuid        not null,
    run_number             integer     not null,
    workspace              text        not null,
    user_id                text        not null,
    model                  text        not null,
    sealed                 bytea       not null,
    current                boolean     not null,
    created_at             timestamptz not null,
    primary key (request_id, run_number),
    foreign key (request_id, run_number) references module_run
);
-- A user has one current template at most.
create unique index facial_template_current on facial_template (workspace, user_id) where current;

-- ---------------------------------------------------------------------------------------------------------------------
-- Publishing
-- ---------------------------------------------------------------------------------------------------------------------

-- One message on its way to one receiver.
create table delivery (
    id                     text        primary key,
    kind                   text        not null check (kind in ('result', 'ping', 'dead_letter')),
    workspace              text        not null,
    application_id         text        not null references application,
    request_id             uuid        references request,
    -- Of a result: the phase that it is of.
    phase                  text        check (phase in ('onboarding', 'verification')),
    -- Of a dead letter: the delivery that was never taken.
    about                  text        references delivery,
    url                    text        not null,
    content_type           text        not null,
    body                   bytea,
    state                  text        not null check (state in ('pending', 'delivered', 'dead')),
    -- How often it was tried since it was last started.
    tries                  integer     not null default 0,
    created_at             timestamptz not null,
    next_attempt_at        timestamptz,
    delivered_at           timestamptz,
    -- A ping names a secret, so its words are made when it is sent.
    check ((kind = 'ping') = (body is null)),
    check ((kind = 'result') = (phase is not null)),
    check ((kind = 'dead_letter') = (about is not null)),
    check (kind = 'dead_letter' or request_id is not null),
    check ((state = 'delivered') <= (delivered_at is not null))
);
-- Publishing may be repeated; it sends nothing twice.
create unique index delivery_result on delivery (request_id, phase) where kind = 'result';
create unique index delivery_ping on delivery (request_id) where kind = 'ping';
create unique index delivery_dead_letter on delivery (about) where kind = 'dead_letter';
create index delivery_workspace on delivery (workspace, id);
create index delivery_application on delivery (application_id, id);
create index delivery_request on delivery (request_id);
create index delivery_dead on delivery (workspace, id) where state = 'dead';
create index delivery_pending on delivery (created_at) where state = 'pending';

-- One try to bring a message to its receiver.
create table delivery_attempt (
    delivery_id            text        not null references delivery,
    number                 integer     not null check (number > 0),
    attempted_at           timestamptz not null,
    latency_millis         integer     not null,
    status                 integer,
    failure                text,
    next_attempt_at        timestamptz,
    primary key (delivery_id, number)
);

-- Keys that sign results and redirects; the public part of each stays published.
create table signing_key (
    kid                    text        primary key,
    public_key             text        not null,
    sealed                 bytea       not null,
    created_at             timestamptz not null,
    retired_at             timestamptz
);
create unique index signing_key_current on signing_key ((retired_at is null)) where retired_at is null;
