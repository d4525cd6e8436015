-- How the CRM's status of the person stood when the handoff's owner had not begun; a later one that is another is his first touch.
alter table handoff add column status_was text;
