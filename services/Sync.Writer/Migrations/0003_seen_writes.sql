-- What we last wrote to a record that is read, so that an echo is told from an edit.
alter table pending_read add column seen text;

create index pending_work_record on pending_work (connection, record_id, settled_at)
    where record_id is not null and settled_at is not null;

-- Writes that nobody knows whether they were done: few, and none for long.
create index pending_work_unknown on pending_work (connection) where verify and settled_at is null;
