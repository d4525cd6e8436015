-- A change that follows close on another one of the same person rests until no more come, at the latest until then: many make one write.
alter table pending_work add column rest_until timestamptz;

create index pending_work_resting on pending_work (person_id) where rest_until is not null and settled_at is null;
