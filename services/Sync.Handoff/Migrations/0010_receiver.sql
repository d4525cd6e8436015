-- A receiver is known by its name or its address, whatever its place in the list. What was kept under a place is told to nobody any more.
alter table notification
    drop constraint notification_handoff_id_receiver_key,
    alter column receiver type text using '#' || receiver,
    add unique (handoff_id, receiver);
