import { expectNoViolations, fillBooking, quietMonday, sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';

test('devices alone are asked for, leave the building under a rental, and come back with it', async ({
  browser,
  server,
}) => {
  const staff = await sitDown(browser, server.url, 'staff.tech');
  const form = await fillBooking(staff, { client: 'Far Site Rentals', day: quietMonday, learners: 0 });
  await form.getByRole('radio', { name: 'Devices only' }).check();
  await form.getByLabel(/^How many/).fill('12');
  await form.getByLabel('Off-site rental').check();
  // Most go to whoever asks for them.
  await expect(form.getByLabel('Company').last()).toHaveValue('Far Site Rentals');
  await form.getByRole('button', { name: 'Request' }).click();
  await expect(form.getByText('Enter the rental number.')).toBeVisible();
  await expect(form.getByLabel('Rental number')).toBeFocused();
  await expectNoViolations(staff);

  await form.getByLabel('Rental number').fill('R-2077');
  await form.getByLabel('Address').fill('4 Far Road, Polokwane');
  await form.getByRole('button', { name: 'Request' }).click();
  const facts = staff.getByRole('region', { name: 'Facts' });
  await expect(facts).toContainText('Rental R-2077 · Far Site Rentals · 4 Far Road, Polokwane · back on Mon 15 May');
  await expectNoViolations(staff);

  // How it runs is also IT's to see; whose contact it is, is not.
  const itStaff = await sitDown(browser, server.url, 'it_staff', staff.url().slice(server.url.length));
  const seen = itStaff.getByRole('region', { name: 'Facts' });
  await expect(seen).toContainText('Rental R-2077 · Far Site Rentals · back on Mon 15 May');
  await expect(seen).not.toContainText('Polokwane');

  // They stay after all.
  await staff.getByRole('button', { name: 'Edit', exact: true }).click();
  await staff.getByLabel('Off-site rental').uncheck();
  await staff.getByRole('button', { name: 'Save' }).click();
  await expect(facts).not.toContainText('R-2077');
  await expect(seen).not.toContainText('R-2077');
});
