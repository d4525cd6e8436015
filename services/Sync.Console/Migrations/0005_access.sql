-- People who may use the pages.
create table operator (
    name        text primary key,
    password    text not null,
    role        text not null check (role in ('viewer', 'operator', 'admin')),
    stamp       text not null,
    created_at  timestamptz not null default now()
);

-- Programs that may use the API; of each token only the hash is kept.
create table api_token (
    id          bigint generated always as identity primary key,
    name        text not null,
    role        text not null check (role in ('viewer', 'operator', 'admin')),
    hash        bytea not null unique,
    created_at  timestamptz not null default now(),
    used_at     timestamptz
);

-- Who failed to sign in lately, so that nobody can try passwords without end.
create table sign_in_failure (
    at       timestamptz not null default now(),
    name     text not null,
    address  text not null
);

create index sign_in_failure_at on sign_in_failure (at);

-- Keys that protect sign-in cookies and forms: the same for every instance of the console, and after a restart.
create table key_ring (
    name  text primary key,
    xml   text not null
);

-- Dry runs: what would be written now.
create table plan (
    id        uuid primary key,
    asked_at  timestamptz not null default now(),
    letters   text not null,
    changes   text
);
