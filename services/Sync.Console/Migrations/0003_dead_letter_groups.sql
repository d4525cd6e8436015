-- What dead letters have in common: one connection refused one thing for one reason. Mended once, they are replayed together.
create table dead_letter_group (
    id          bigint generated always as identity primary key,
    connection  text not null,
    class       text not null,
    code        text not null,
    field       text not null,
    open        bigint not null default 0,
    unique (connection, class, code, field)
);

insert into dead_letter_group (connection, class, code, field)
select distinct coalesce(connection, ''), class, coalesce(code, ''), coalesce(field, '') from dead_letter;

alter table dead_letter add column group_id bigint;

update dead_letter l set group_id = g.id from dead_letter_group g
 where (g.connection, g.class, g.code, g.field) = (coalesce(l.connection, ''), l.class, coalesce(l.code, ''), coalesce(l.field, ''));

alter table dead_letter
    alter column group_id set not null,
    add column replay_step int,
    drop constraint dead_letter_state_check,
    add constraint dead_letter_state_check check (state in ('open', 'queued', 'replaying', 'replayed', 'failed again', 'archived'));

create index dead_letter_group_open on dead_letter (group_id, id) where state = 'open';
create index dead_letter_group_at on dead_letter (group_id, at) where state = 'open';
create index dead_letter_email on dead_letter (email, id);
create index dead_letter_at on dead_letter (at) where state = 'open';
create index dead_letter_queued on dead_letter (replay_id, id) where state = 'queued';
create index dead_letter_under_way on dead_letter (delivery_id) where state in ('queued', 'replaying');

update dead_letter_group g set open = c.open
  from (select group_id, count(*) as open from dead_letter where state = 'open' group by group_id) c where c.group_id = g.id;

-- Counted where they change, whoever changes them: with a hundred thousand of one group, counting when asked takes too long.
create function count_new_dead_letters() returns trigger language plpgsql as $$
begin
    -- Locked in one order, so that two who count at once never wait for each other crosswise.
    perform 1 from dead_letter_group where id in (select group_id from is_now) order by id for update;
    update dead_letter_group g set open = g.open + c.open
      from (select group_id, count(*) as open from is_now where state = 'open' group by group_id) c where c.group_id = g.id;
    return null;
end
$$;

create function count_changed_dead_letters() returns trigger language plpgsql as $$
begin
    perform 1 from dead_letter_group where id in (select group_id from is_now) order by id for update;
    update dead_letter_group g set open = g.open + c.change
      from (select group_id, sum(change) as change
              from (select group_id, 1 as change from is_now where state = 'open'
                    union all select group_id, -1 from was where state = 'open') as changes
             group by group_id) c
     where c.group_id = g.id and c.change <> 0;
    return null;
end
$$;

create trigger count_new after insert on dead_letter
    referencing new table as is_now for each statement execute function count_new_dead_letters();

create trigger count_changed after update on dead_letter
    referencing old table as was new table as is_now for each statement execute function count_changed_dead_letters();
