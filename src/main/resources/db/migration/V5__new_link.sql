-- How many new links the person may still ask for; 0 where the integrator passes the link on.
alter table capture_window add column new_links integer not null default 0 check (new_links between 0 and 3);

alter table capture_step drop constraint capture_step_step_check,
    add constraint capture_step_step_check check (step in ('link_sent', 'reminder_sent', 'link_renewed', 'link_opened',
        'link_requested', 'camera_started', 'session_extended'));
