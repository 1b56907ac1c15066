-- A teardown is the last order for a machine. Its row stays when it is done, without an order, so that an order which comes
-- after it all the same is known to be late. So there is a row for every VPS that ever had an order.
alter table machine_order
    alter column order_id drop not null,
    add column teardown boolean not null default false;
