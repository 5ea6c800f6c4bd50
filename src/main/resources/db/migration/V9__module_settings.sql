-- What a model sets for the judgement of the selfie in place of the application; null where it sets nothing.
alter table capture_window
    add column quality_policy text check (quality_policy in ('standard', 'strict'));
