-- What events add up to, for reading. Every row says up to which event of its aggregate it was written (version), and no
-- row is ever written by an older event. All of it can be dropped and built again from the events.

create table vps_view (
    id                    uuid        not null primary key,
    account_id            uuid        not null,
    name                  text        not null,
    state                 text        not null,
    transition            text,
    reason                text,
    message               text,
    plan_id               uuid        not null,
    vcpu                  integer     not null,
    memory_mb             integer     not null,
    disk_gb               integer     not null,
    price_per_hour_micros bigint      not null,
    host_id               uuid,
    address               text,
    ssh_port              integer,
    ssh_host_key          text,
    created_at            timestamptz not null,
    updated_at            timestamptz not null,
    destroyed_at          timestamptz,
    version               bigint      not null
) with (fillfactor = 70);

create index vps_view_account_idx on vps_view (account_id, created_at desc, id desc) where destroyed_at is null;

create table plan_view (
    id                    uuid    not null primary key,
    name                  text    not null,
    vcpu                  integer not null,
    memory_mb             integer not null,
    disk_gb               integer not null,
    price_per_hour_micros bigint  not null,
    retired               boolean not null default false,
    version               bigint  not null
);

create table balance_view (
    account_id     uuid   not null primary key,
    ledger_id      text   not null unique,
    balance_micros bigint not null,
    held_micros    bigint not null,
    version        bigint not null
) with (fillfactor = 70);

create table account_view (
    id               uuid        not null primary key,
    email_ciphertext text        not null,
    role             text        not null,
    registered_at    timestamptz not null,
    last_login_at    timestamptz,
    version          bigint      not null
) with (fillfactor = 70);

create table ssh_key_view (
    id          uuid        not null primary key,
    account_id  uuid        not null,
    name        text        not null,
    public_key  text        not null,
    fingerprint text        not null,
    added_at    timestamptz not null,
    removed_at  timestamptz,
    version     bigint      not null
);

create index ssh_key_view_account_idx on ssh_key_view (account_id, added_at desc, id desc) where removed_at is null;

create table host_view (
    id                 uuid    not null primary key,
    name               text    not null,
    address_pool_id    uuid    not null,
    vcpu               integer not null,
    memory_mb          integer not null,
    disk_gb            integer not null,
    reserved_vcpu      integer not null default 0,
    reserved_memory_mb integer not null default 0,
    reserved_disk_gb   integer not null default 0,
    version            bigint  not null
) with (fillfactor = 70);
