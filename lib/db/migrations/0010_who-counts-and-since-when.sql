CREATE TABLE "assignment_reminders" (
	"learner_id" uuid NOT NULL,
	"assignment_id" uuid NOT NULL,
	"step" text NOT NULL,
	CONSTRAINT "assignment_reminders_learner_id_assignment_id_step_pk" PRIMARY KEY("learner_id","assignment_id","step")
);
--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "due_days" integer;--> statement-breakpoint
ALTER TABLE "insight_people" ADD COLUMN "invited" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "since" date DEFAULT (now() at time zone 'Asia/Shanghai')::date NOT NULL;--> statement-breakpoint
ALTER TABLE "assignment_reminders" ADD CONSTRAINT "assignment_reminders_learner_id_users_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment_reminders" ADD CONSTRAINT "assignment_reminders_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assignment_reminders_assignment" ON "assignment_reminders" USING btree ("assignment_id");--> statement-breakpoint
-- Nobody is late by having come late: who was here before is here since joining, or since there is an account.
UPDATE "people" p SET "since" = least(p.since, greatest(p.joined_on, (u.created_at AT TIME ZONE 'Asia/Shanghai')::date))
  FROM "users" u WHERE u.id = p.id;--> statement-breakpoint
CREATE FUNCTION "people_moved"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.status = 'active' AND OLD.status <> 'active') OR NEW.department_id <> OLD.department_id
    OR (NEW.cohort_id IS NOT NULL AND NEW.cohort_id IS DISTINCT FROM OLD.cohort_id) THEN
    NEW.since := (now() AT TIME ZONE 'Asia/Shanghai')::date;
  END IF;
  RETURN NEW;
END;
$$;--> statement-breakpoint
CREATE TRIGGER "people_moved" BEFORE UPDATE OF "status", "department_id", "cohort_id" ON "people"
  FOR EACH ROW EXECUTE FUNCTION "people_moved"();--> statement-breakpoint
CREATE FUNCTION "departments_moved"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE people SET since = (now() AT TIME ZONE 'Asia/Shanghai')::date WHERE department_id IN (
    WITH RECURSIVE below AS (
      SELECT NEW.id UNION SELECT d.id FROM departments d JOIN below b ON d.parent_id = b.id)
    SELECT id FROM below);
  RETURN NULL;
END;
$$;--> statement-breakpoint
CREATE TRIGGER "departments_moved" AFTER UPDATE OF "parent_id" ON "departments"
  FOR EACH ROW WHEN (OLD.parent_id IS DISTINCT FROM NEW.parent_id) EXECUTE FUNCTION "departments_moved"();--> statement-breakpoint
-- What people were told before this version they are not told again.
INSERT INTO "assignment_reminders" ("learner_id", "assignment_id", "step")
  SELECT DISTINCT n.user_id, a.id, CASE n.kind WHEN 'assignment.given' THEN 'given'
    ELSE (n.data ->> 'when') || ' ' || (n.data ->> 'dueOn') END
  FROM "notifications" n JOIN "assignments" a ON a.id::text = n.data ->> 'assignment'
  WHERE n.kind IN ('assignment.given', 'assignment.due');--> statement-breakpoint
-- A day counts as active whatever was done in it; minutes go on counting as before.
CREATE OR REPLACE FUNCTION "insight_count_minutes"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH told AS (
    SELECT learner_id, lesson, shanghai_day("at") AS day, (count(*) FILTER (
      WHERE type = 'lesson.active' AND received_at - "at" <= interval '10 minutes'))::int AS minutes
    FROM changed GROUP BY 1, 2, 3
  ), counted AS (
    INSERT INTO learning_days AS known (learner_id, lesson, day, minutes)
      SELECT * FROM told ORDER BY 1, 2, 3
      ON CONFLICT (learner_id, lesson, day) DO UPDATE SET minutes = known.minutes + excluded.minutes
        WHERE excluded.minutes > 0
      RETURNING learner_id
  )
  INSERT INTO insight_dirty (learner_id) SELECT DISTINCT learner_id FROM counted;
  RETURN NULL;
END;
$$;--> statement-breakpoint
INSERT INTO "learning_days" SELECT learner_id, lesson, shanghai_day("at"), 0 FROM "progress_events" GROUP BY 1, 2, 3
  ON CONFLICT DO NOTHING;--> statement-breakpoint
INSERT INTO "insight_dirty" ("learner_id") SELECT id FROM "people";
