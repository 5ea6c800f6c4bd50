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
