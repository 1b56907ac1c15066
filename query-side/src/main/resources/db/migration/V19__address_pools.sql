-- The pools, and who has or had which of their addresses.
create table address_pool_view (
    id       uuid    not null primary key,
    network  text    not null,
    ssh_port integer not null,
    version  bigint  not null
);

create table address_lease_view (
    address_pool_id uuid        not null,
    number          bigint      not null,
    address         text        not null,
    vps_id          uuid        not null,
    allocated_at    timestamptz not null,
    released_at     timestamptz,
    primary key (address_pool_id, number)
);

create index address_lease_view_current_idx on address_lease_view (address_pool_id, vps_id) where released_at is null;
