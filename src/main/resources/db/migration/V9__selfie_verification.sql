-- The module Selfie Verification has outcomes and settings of its own. A node of the earlier version reads neither, so the
-- module is called by workflows once all nodes are of this version.
alter table request_phase drop constraint request_phase_outcome_check,
    add constraint request_phase_outcome_check check (outcome in ('registered', 'verified', 'skipped', 'not_registered',
        'expired', 'attempts_exhausted', 'not_matched', 'undeliverable', 'cancelled', 'consent_refused'));

alter table module_run drop constraint module_run_outcome_check,
    add constraint module_run_outcome_check check (outcome in ('registered', 'verified', 'skipped', 'not_registered',
        'expired', 'attempts_exhausted', 'not_matched', 'undeliverable', 'cancelled', 'consent_refused')),
    drop constraint module_run_decision_check,
    add constraint module_run_decision_check check (decision in ('accepted', 'attempts_exhausted', 'not_matched',
        'not_registered', 'expired', 'cancelled', 'consent_refused')),
    -- Of the accepted selfie, for the result.
    add column quality_score integer check (quality_score between 0 and 100);

-- What a model sets for the comparison; null where it sets nothing.
alter table capture_window add column minimum_quality integer check (minimum_quality between 0 and 100),
    add column match_policy text check (match_policy in ('standard', 'strict'));

-- The failed comparisons of a user in a row, over all requests of the workspace: a success or a new registration removes
-- them. They outlive the requests, so that the limit does.
create table failed_comparison (
    id                     bigint      generated always as identity primary key,
    workspace              text        not null,
    user_id                text        not null,
    failed_at              timestamptz not null
);
create index failed_comparison_user on failed_comparison (workspace, user_id, failed_at);
