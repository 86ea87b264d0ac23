-- Why: the two divisions and the roles of the facility are facts of the product, not sample data.
-- Locks: nothing that is in use.
-- Undo: delete the rows, as long as nobody holds a role and no booking stands.

insert into tenants (id, code, name) values
  ('6f1c3a52-0f5e-4d4b-9a5e-2d3a7c1b8e01', 'TECH', 'Tech'),
  ('b2a9d7e4-7c31-4f0a-8b6d-5e9f0a4c3d02', 'TRAINING', 'Training');

insert into roles (name, title, scope) values
  ('admin', 'Administrator', 'FACILITY'),
  ('room_boss', 'Room Boss', 'FACILITY'),
  ('it_boss', 'IT Boss', 'FACILITY'),
  ('it_staff', 'IT staff', 'FACILITY'),
  ('training_facility_admin', 'Training facility administrator', 'FACILITY'),
  ('it_rental_admin', 'IT rental administrator', 'FACILITY'),
  ('kitchen', 'Kitchen', 'FACILITY'),
  ('superuser', 'Superuser', 'FACILITY'),
  ('staff', 'Staff', 'TENANT'),
  ('viewer', 'Viewer', 'TENANT');

-- booking:read is the full degree of sight, booking:read-operational the kitchen's; calendar:read alone shows "busy".
insert into role_permissions (role_name, permission)
select role_name, unnest(string_to_array(permissions, ' ')) from (values
  ('admin', '*'),
  ('room_boss', 'calendar:read booking:read booking:create booking:update booking:reschedule booking:cancel booking:reject booking:confirm room:assign room:book-direct room:close room:manage notification:read device:read'),
  ('it_boss', 'calendar:read booking:read notification:read device:read device:assign device:reallocate device:rent device:manage'),
  ('it_staff', 'calendar:read booking:read-operational notification:read device:read device:assign'),
  ('training_facility_admin', 'calendar:read booking:read booking:create booking:update booking:reschedule booking:cancel booking:reject booking:confirm room:assign room:book-direct room:close room:manage notification:read device:read dashboard:read price:read price:manage'),
  ('it_rental_admin', 'calendar:read booking:read booking:create booking:update booking:reschedule booking:cancel booking:reject booking:confirm room:assign room:book-direct room:close room:manage notification:read device:read device:assign device:reallocate device:rent device:manage dashboard:read price:read price:manage'),
  ('kitchen', 'calendar:read booking:read-operational kitchen:read'),
  ('superuser', 'calendar:read booking:read-operational price:read costing:review notification:read'),
  ('staff', 'calendar:read booking:read booking:create booking:withdraw notification:read price:read-public'),
  ('viewer', 'calendar:read booking:read price:read')
) as held (role_name, permissions);
