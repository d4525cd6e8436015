-- Bulk imports: what was meant before the call, what the vendor calls it after, and when nothing more is to come of it. While one is open
-- the persons in it wait. Without batch ids nobody knows whether the vendor has it.
create table bulk_import (
    id           bigint generated always as identity primary key,
    connection   text not null,
    work_ids     bigint[] not null,
    batch_ids    text[],
    started_at   timestamptz not null default now(),
    given_up_at  timestamptz,
    ended_at     timestamptz
);

create index bulk_import_open on bulk_import (connection) where ended_at is null;
