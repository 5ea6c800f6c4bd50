-- What an operator sets of an application is one document; its secrets have rows of their own, so that they can
-- overlap when they are rotated.
alter table application
    add column settings             jsonb,
    add column version              bigint      not null default 1,
    add column updated_at           timestamptz,
    add column endpoint_disabled_at timestamptz;

update application set updated_at = created_at, settings = jsonb_strip_nulls(jsonb_build_object(
    'name', name,
    'verification_workflow', workflow,
    'notification_type', notification,
    'link_expiry', 'PT' || link_expiry_seconds || 'S',
    'session_length', 'PT' || session_seconds || 'S',
    'reminder', 'PT' || reminder_seconds || 'S',
    'maximum_attempts', maximum_attempts,
    'result_notification_way', case when webhook_url is null then 'poll' else 'push' end,
    'notification_url', webhook_url));

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

insert into application_key (id, application_id, purpose, hint, hash, created_at)
    select gen_random_uuid(), id, 'api_secret', 'sk_', secret_hash, created_at from application;
insert into application_key (id, application_id, purpose, hint, sealed, created_at)
    select gen_random_uuid(), id, 'webhook_secret', 'whsec_', webhook_secret, created_at from application
    where webhook_secret is not null;

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

alter table application
    drop column name, drop column secret_hash, drop column workflow, drop column notification,
    drop column link_expiry_seconds, drop column session_seconds, drop column reminder_seconds,
    drop column maximum_attempts, drop column webhook_url, drop column webhook_secret,
    alter column settings set not null, alter column updated_at set not null;
create index application_workspace on application (workspace, id);

-- A request has one or two phases, one after the other. Each is decided and ends on its own, and never changes then.
create table request_phase (
    request_id             uuid        not null references request,
    number                 integer     not null check (number in (1, 2)),
    phase                  text        not null check (phase in ('onboarding', 'verification')),
    -- Key of the process; null when the engine was asked to start it.
    workflow               text,
    process_instance_id    text        unique,
    -- What was decided first about the selfie: written once, under a lock of the request.
    decision               text        check (decision in ('accepted', 'attempts_exhausted', 'expired', 'cancelled',
                                                           'consent_refused')),
    decided_at             timestamptz,
    -- How the registration ended: written once, when the module ends.
    outcome                text        check (outcome in ('registered', 'skipped', 'expired', 'attempts_exhausted',
                                                          'undeliverable', 'cancelled', 'consent_refused')),
    outcome_at             timestamptz,
    -- When the workflow published the result.
    completed_at           timestamptz,
    primary key (request_id, number),
    unique (request_id, phase),
    check ((decision is null) = (decided_at is null)),
    check ((outcome is null) = (outcome_at is null)),
    check (completed_at is null or outcome is not null)
);
insert into request_phase (request_id, number, phase, process_instance_id, decision, decided_at, outcome, outcome_at,
        completed_at)
    select id, 1, phase, process_instance_id, decision, decided_at, outcome, outcome_at, completed_at from request;

alter table request
    drop column phase, drop column process_instance_id, drop column decision, drop column decided_at,
    drop column outcome, drop column outcome_at, drop column completed_at,
    add column phone                 text,
    add column current_phase         integer     not null default 1,
    add column force_onboarding      boolean     not null default false,
    add column redirect_url          text,
    -- The integrator's own text, which comes back with the person.
    add column state                 text,
    -- Needed again to say which request a ping is about.
    add column auth_req_id_sealed    bytea,
    add column notification_token    bytea,
    add column polled_at             timestamptz,
    -- When the last phase was over.
    add column completed_at          timestamptz;
update request set completed_at = (select completed_at from request_phase where request_id = request.id);
create index request_application_id on request (application_id, id);
drop index request_application;

-- Attempts, photos and templates belong to a phase.
alter table attempt add column phase_number integer not null default 1;
alter table attempt drop constraint attempt_pkey, add primary key (request_id, phase_number, number);
drop index attempt_accepted;
create unique index attempt_accepted on attempt (request_id, phase_number) where accepted;

alter table photo add column phase_number integer not null default 1;
drop index photo_accepted;
create unique index photo_accepted on photo (request_id, phase_number) where state <> 'uploading';

alter table facial_template add column phase_number integer not null default 1;
alter table facial_template drop constraint facial_template_pkey, add primary key (request_id, phase_number);

-- The window of a phase that is over goes away; what its links were for is still known.
alter table capture_link drop constraint capture_link_request_id_fkey,
    add foreign key (request_id) references request;

-- A rule is asked before a request exists (gatepass) and in its workflow (module).
alter table rule_decision
    add column kind           text not null default 'module' check (kind in ('gatepass', 'module')),
    add column application_id text,
    alter column request_id drop not null;
update rule_decision set application_id = (select application_id from request where id = request_id);
alter table rule_decision alter column application_id set not null;

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
