-- Decisions about conflicts that were carried out: the bus may bring each again, and turned round twice it would be as before.
create table flip (
    id  uuid primary key,
    at  timestamptz not null default now()
);
