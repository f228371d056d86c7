const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: "long", month: "long", day: "numeric" });

function clockTime(iso) {
  return CLOCK.format(new Date(iso));
}

/** Name the day of a moment as people say it. */
function dayName(iso) {
  const midnight = (moment) => new Date(moment.getFullYear(), moment.getMonth(), moment.getDate());
  const days = Math.round((midnight(new Date()) - midnight(new Date(iso))) / 86400000);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return DAY.format(new Date(iso));
}

/** Say how long ago a moment was, in one short word. */
function age(iso) {
  const minutes = Math.max(0, Math.floor((Date.now() - new Date(iso)) / 60000));
  if (minutes < 1) return "now";
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h`;
  return `${Math.floor(minutes / 1440)} d`;
}
