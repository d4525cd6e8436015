-- When the owner had done the task, and how far the time until the deadline had gone when he had not.
alter table handoff
    add column touched_at  timestamptz,
    add column alarm       int not null default 0;
