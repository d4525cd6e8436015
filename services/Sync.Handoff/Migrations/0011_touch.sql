-- What the owner did, read back from the CRM, and how far the time until the deadline had gone when he had done nothing.
alter table handoff
    add column half_at     timestamptz,
    add column asked_at    timestamptz,
    add column looks       int not null default 0,
    add column looked_at   timestamptz,
    add column touched_at  timestamptz,
    add column alarm       int not null default 0;

update handoff set alarm = 100 where due_at < now();

create index handoff_open on handoff (due_at) where touched_at is null;
