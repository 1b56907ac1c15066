-- Which keys an account has, each once: a row is written and deleted in the transaction of the key's own event.
create table ssh_key_material (
    account_id  uuid         not null,
    fingerprint varchar(100) not null,
    ssh_key_id  uuid         not null,
    primary key (account_id, fingerprint)
);

insert into ssh_key_material (account_id, fingerprint, ssh_key_id)
select account_id, fingerprint, id from ssh_key_view where removed_at is null order by added_at, id
on conflict do nothing;
