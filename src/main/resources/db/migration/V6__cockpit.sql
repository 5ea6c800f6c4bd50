-- What operators see of registrations, beyond what each feature keeps for itself.

-- Key of the process that works on a phase, whoever started it.
alter table request_phase add column definition_key text;
update request_phase set definition_key = workflow where process_instance_id is not null;
do $$
begin
    if to_regclass('act_hi_procinst') is not null then
        update request_phase p set definition_key = h.proc_def_key_ from act_hi_procinst h
        where h.proc_inst_id_ = p.process_instance_id and p.definition_key is null;
    end if;
end
$$;
create index request_phase_definition on request_phase (definition_key, request_id);
create index request_phase_outcome on request_phase (outcome, request_id);

-- How far a person came. The window of a link is written anew with each link and goes with its phase; this stays.
create table capture_step (
    request_id             uuid        not null references request,
    phase_number           integer     not null check (phase_number in (1, 2)),
    step                   text        not null check (step in ('link_sent', 'reminder_sent', 'link_renewed',
                                                                'link_opened', 'camera_started', 'session_extended')),
    taken_at               timestamptz not null
);
create index capture_step_request on capture_step (request_id, phase_number);
-- A page may say so as often as it likes.
create unique index capture_step_camera on capture_step (request_id, phase_number) where step = 'camera_started';
insert into capture_step (request_id, phase_number, step, taken_at)
    select w.request_id, r.current_phase, s.step, s.taken_at
    from capture_window w join request r on r.id = w.request_id,
    lateral (values ('link_sent', w.dispatched_at), ('reminder_sent', w.reminded_at), ('link_opened', w.opened_at),
        ('session_extended', w.extended_at)) s (step, taken_at)
    where s.taken_at is not null;

alter table photo add column stored_at timestamptz;

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

create index delivery_request on delivery (request_id);
