-- Hints were cut at the first underscore of a secret, wherever it stood, and could hold nearly all of an encryption key.
-- They are the prefix of the purpose and four more characters.

-- Until it is rotated: more of the key was stored in the clear than its hint.
alter table application_key add column exposed boolean not null default false;

update application_key set exposed = true, hint = short.hint
from (
    select id, left(hint, 4 + case
        when purpose = 'api_secret' and starts_with(hint, 'sk_') then 3
        when purpose = 'webhook_secret' and starts_with(hint, 'whsec_') then 6
        else 0 end) as hint
    from application_key
) short
where short.id = application_key.id and short.hint <> application_key.hint;

-- A node of the earlier version that still runs must not store a longer one.
alter table application_key add constraint application_key_hint_short check (length(hint) <= 10);
