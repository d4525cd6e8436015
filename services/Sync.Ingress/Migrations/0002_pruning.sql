-- How far payloads have been pruned: everything up to this number has been looked at.
create table pruned (
    up_to  bigint not null
);

insert into pruned values (0);
