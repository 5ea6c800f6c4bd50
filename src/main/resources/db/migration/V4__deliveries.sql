-- What the old step had not delivered it repeats, and then makes anew.
delete from delivery_attempt where delivery_id in (select id from delivery where delivered_at is null);
delete from delivery where delivered_at is null;

alter table delivery
    add column workspace       text,
    add column kind            text        not null default 'result' check (kind in ('result', 'ping', 'dead_letter')),
    -- Of a result: the phase that it is of.
    add column phase           text        check (phase in ('onboarding', 'verification')),
    -- Of a dead letter: the delivery that nobody took.
    add column about           text        references delivery,
    add column content_type    text        not null default 'application/json',
    add column state           text        not null default 'delivered'
                                           check (state in ('pending', 'delivered', 'dead')),
    -- How often it was tried since it was last started.
    add column tries           integer     not null default 0,
    add column next_attempt_at timestamptz,
    alter column request_id drop not null,
    alter column body drop not null,
    drop constraint delivery_request_id_key;

update delivery d set
    workspace = (select workspace from application where id = d.application_id),
    phase = (select phase from request_phase where request_id = d.request_id and number = 1);

alter table delivery
    alter column workspace set not null,
    alter column kind drop default,
    alter column content_type drop default,
    alter column state drop default,
    -- A ping names a secret, so its words are made when it is sent.
    add check ((kind = 'ping') = (body is null)),
    add check ((kind = 'result') = (phase is not null)),
    add check ((kind = 'dead_letter') = (about is not null)),
    add check (kind = 'dead_letter' or request_id is not null),
    add check ((state = 'delivered') <= (delivered_at is not null));
-- Publishing may be repeated; it sends nothing twice.
create unique index delivery_result on delivery (request_id, phase) where kind = 'result';
create unique index delivery_ping on delivery (request_id) where kind = 'ping';
create unique index delivery_dead_letter on delivery (about) where kind = 'dead_letter';
create index delivery_workspace on delivery (workspace, id);
create index delivery_application on delivery (application_id, id);
create index delivery_dead on delivery (workspace, id) where state = 'dead';

alter table delivery_attempt
    add column next_attempt_at timestamptz;

-- Keys that sign results and redirects; the public part of each stays published.
create table signing_key (
    kid                    text        primary key,
    public_key             text        not null,
    sealed                 bytea       not null,
    created_at             timestamptz not null,
    retired_at             timestamptz
);
create unique index signing_key_current on signing_key ((retired_at is null)) where retired_at is null;
