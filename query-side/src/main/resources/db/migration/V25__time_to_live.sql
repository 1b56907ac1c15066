-- With which template a VPS was asked for, and when it is destroyed by itself.
alter table vps_view add column template text;
alter table vps_view add column expires_at timestamptz;

update vps_view set template = template_order_view.template
from template_order_view where template_order_view.vps_id = vps_view.id;

-- What a template gives to each VPS beside its size.
alter table template_view add column user_data text;
alter table template_view add column ttl_minutes integer;
