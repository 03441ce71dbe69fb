"""The house stands: every table of the first version."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table('blackout',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_kind', sa.Enum('ministry', 'general_department', 'department', 'pdef', 'treasury', name='unitkind', native_enum=False, length=24), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=False),
    sa.Column('reason_km', sa.String(length=200), nullable=False),
    sa.Column('reason_en', sa.String(length=200), nullable=False),
    sa.CheckConstraint('valid_to >= valid_from', name=op.f('ck_blackout_order')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_blackout'))
    )
    op.create_table('certificate_series',
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('year', name=op.f('pk_certificate_series'))
    )
    op.create_table('failed_sign_in',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('address', sa.String(length=60), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_failed_sign_in'))
    )
    with op.batch_alter_table('failed_sign_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_failed_sign_in_address_at'), ['address', 'at'], unique=False)
        batch_op.create_index(batch_op.f('ix_failed_sign_in_name_at'), ['name', 'at'], unique=False)

    op.create_table('holiday',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('name_km', sa.String(length=200), nullable=False),
    sa.Column('name_en', sa.String(length=200), nullable=False),
    sa.PrimaryKeyConstraint('day', name=op.f('pk_holiday'))
    )
    op.create_table('institution',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name_km', sa.String(length=200), nullable=False),
    sa.Column('name_en', sa.String(length=200), nullable=False),
    sa.Column('contact_km', sa.String(length=300), nullable=False),
    sa.Column('contact_en', sa.String(length=300), nullable=False),
    sa.Column('place_km', sa.String(length=80), nullable=False),
    sa.Column('place_en', sa.String(length=80), nullable=False),
    sa.Column('signatory_name_km', sa.String(length=120), nullable=False),
    sa.Column('signatory_name_en', sa.String(length=120), nullable=False),
    sa.Column('signatory_title_km', sa.String(length=200), nullable=False),
    sa.Column('signatory_title_en', sa.String(length=200), nullable=False),
    sa.Column('morning_starts', sa.Time(), nullable=False),
    sa.Column('morning_ends', sa.Time(), nullable=False),
    sa.Column('afternoon_starts', sa.Time(), nullable=False),
    sa.Column('afternoon_ends', sa.Time(), nullable=False),
    sa.Column('demo_day', sa.Date(), nullable=True),
    sa.CheckConstraint('id = 1', name=op.f('ck_institution_only_one')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_institution'))
    )
    op.create_table('module',
    sa.Column('code', sa.String(length=10), nullable=False),
    sa.Column('name_km', sa.String(length=120), nullable=False),
    sa.Column('name_en', sa.String(length=120), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_module'))
    )
    op.create_table('province',
    sa.Column('code', sa.String(length=2), nullable=False),
    sa.Column('name_km', sa.String(length=80), nullable=False),
    sa.Column('name_en', sa.String(length=80), nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_province'))
    )
    op.create_table('step',
    sa.Column('code', sa.String(length=10), nullable=False),
    sa.Column('name_km', sa.String(length=120), nullable=False),
    sa.Column('name_en', sa.String(length=120), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('in_chain', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_step'))
    )
    op.create_table('course',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('name_km', sa.String(length=200), nullable=False),
    sa.Column('name_en', sa.String(length=200), nullable=False),
    sa.Column('summary_km', sa.String(length=1000), nullable=False),
    sa.Column('summary_en', sa.String(length=1000), nullable=False),
    sa.Column('module_code', sa.String(length=10), nullable=True),
    sa.Column('half_days', sa.Integer(), nullable=False),
    sa.Column('min_size', sa.Integer(), nullable=False),
    sa.Column('max_size', sa.Integer(), nullable=False),
    sa.Column('attendance_percent', sa.Integer(), nullable=False),
    sa.Column('pass_mark', sa.Integer(), nullable=False),
    sa.Column('features', sa.JSON(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('withdrawn', sa.Boolean(), nullable=False),
    sa.CheckConstraint('attendance_percent BETWEEN 0 AND 100 AND pass_mark BETWEEN 0 AND 100', name=op.f('ck_course_percents')),
    sa.CheckConstraint('half_days > 0', name=op.f('ck_course_lasts')),
    sa.CheckConstraint('min_size > 0 AND max_size >= min_size', name=op.f('ck_course_sizes')),
    sa.ForeignKeyConstraint(['module_code'], ['module.code'], name=op.f('fk_course_module_code_module')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_course')),
    sa.UniqueConstraint('code', name=op.f('uq_course_code'))
    )
    op.create_table('incompatible_steps',
    sa.Column('first_code', sa.String(length=10), nullable=False),
    sa.Column('second_code', sa.String(length=10), nullable=False),
    sa.CheckConstraint('first_code <> second_code', name=op.f('ck_incompatible_steps_two_steps')),
    sa.ForeignKeyConstraint(['first_code'], ['step.code'], name=op.f('fk_incompatible_steps_first_code_step')),
    sa.ForeignKeyConstraint(['second_code'], ['step.code'], name=op.f('fk_incompatible_steps_second_code_step')),
    sa.PrimaryKeyConstraint('first_code', 'second_code', name=op.f('pk_incompatible_steps'))
    )
    op.create_table('training_centre',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name_km', sa.String(length=200), nullable=False),
    sa.Column('name_en', sa.String(length=200), nullable=False),
    sa.Column('address_km', sa.String(length=300), nullable=False),
    sa.Column('address_en', sa.String(length=300), nullable=False),
    sa.Column('province_code', sa.String(length=2), nullable=False),
    sa.ForeignKeyConstraint(['province_code'], ['province.code'], name=op.f('fk_training_centre_province_code_province')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_centre'))
    )
    op.create_table('unit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('kind', sa.Enum('ministry', 'general_department', 'department', 'pdef', 'treasury', name='unitkind', native_enum=False, length=24), nullable=False),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('path', sa.String(length=120), nullable=False),
    sa.Column('province_code', sa.String(length=2), nullable=True),
    sa.Column('business_unit', sa.String(length=20), nullable=True),
    sa.Column('name_km', sa.String(length=200), nullable=False),
    sa.Column('name_en', sa.String(length=200), nullable=False),
    sa.Column('most_away', sa.Integer(), nullable=True),
    sa.CheckConstraint('parent_id IS NULL OR parent_id <> id', name=op.f('ck_unit_not_its_own_parent')),
    sa.ForeignKeyConstraint(['parent_id'], ['unit.id'], name=op.f('fk_unit_parent_id_unit')),
    sa.ForeignKeyConstraint(['province_code'], ['province.code'], name=op.f('fk_unit_province_code_province')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit')),
    sa.UniqueConstraint('code', name=op.f('uq_unit_code'))
    )
    with op.batch_alter_table('unit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_unit_parent_id'), ['parent_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_unit_path'), ['path'], unique=False)

    op.create_table('unit_kind_module',
    sa.Column('unit_kind', sa.Enum('ministry', 'general_department', 'department', 'pdef', 'treasury', name='unitkind', native_enum=False, length=24), nullable=False),
    sa.Column('module_code', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['module_code'], ['module.code'], name=op.f('fk_unit_kind_module_module_code_module')),
    sa.PrimaryKeyConstraint('unit_kind', 'module_code', name=op.f('pk_unit_kind_module'))
    )
    op.create_table('workflow_role',
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('module_code', sa.String(length=10), nullable=True),
    sa.Column('step_code', sa.String(length=10), nullable=True),
    sa.Column('name_km', sa.String(length=120), nullable=False),
    sa.Column('name_en', sa.String(length=120), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['module_code'], ['module.code'], name=op.f('fk_workflow_role_module_code_module')),
    sa.ForeignKeyConstraint(['step_code'], ['step.code'], name=op.f('fk_workflow_role_step_code_step')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_workflow_role'))
    )
    op.create_table('official',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('staff_id', sa.String(length=20), nullable=True),
    sa.Column('honorific', sa.String(length=30), nullable=True),
    sa.Column('name_km', sa.String(length=120), nullable=False),
    sa.Column('name_latin', sa.String(length=120), nullable=False),
    sa.Column('name_key', sa.String(length=120), nullable=False),
    sa.Column('sort_key', sa.String(length=200), nullable=False),
    sa.Column('sex', sa.Enum('M', 'F', name='sex', native_enum=False, length=24), nullable=True),
    sa.Column('birth_date', sa.Date(), nullable=True),
    sa.Column('phone', sa.String(length=20), nullable=True),
    sa.Column('email', sa.String(length=200), nullable=True),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('merged_into_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('merged_into_id IS NULL OR merged_into_id <> id', name=op.f('ck_official_not_merged_into_itself')),
    sa.ForeignKeyConstraint(['merged_into_id'], ['official.id'], name=op.f('fk_official_merged_into_id_official')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_official_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_official'))
    )
    with op.batch_alter_table('official', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_official_merged_into_id'), ['merged_into_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_official_name_key_birth_date'), ['name_key', 'birth_date'], unique=False)
        batch_op.create_index(batch_op.f('ix_official_sort_key_id'), ['sort_key', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_official_unit_id'), ['unit_id'], unique=False)
        batch_op.create_index('uq_official_staff_id', ['staff_id'], unique=True, sqlite_where=sa.text('merged_into_id IS NULL'), postgresql_where=sa.text('merged_into_id IS NULL'))

    op.create_table('prerequisite',
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('required_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('course_id <> required_id', name=op.f('ck_prerequisite_not_itself')),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_prerequisite_course_id_course')),
    sa.ForeignKeyConstraint(['required_id'], ['course.id'], name=op.f('fk_prerequisite_required_id_course')),
    sa.PrimaryKeyConstraint('course_id', 'required_id', name=op.f('pk_prerequisite'))
    )
    op.create_table('requirement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('role_code', sa.String(length=20), nullable=False),
    sa.Column('unit_kind', sa.Enum('ministry', 'general_department', 'department', 'pdef', 'treasury', name='unitkind', native_enum=False, length=24), nullable=True),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_requirement_course_id_course')),
    sa.ForeignKeyConstraint(['role_code'], ['workflow_role.code'], name=op.f('fk_requirement_role_code_workflow_role')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_requirement'))
    )
    with op.batch_alter_table('requirement', schema=None) as batch_op:
        batch_op.create_index('uq_requirement', ['role_code', 'course_id', sa.literal_column("coalesce(unit_kind, '')")], unique=True)

    op.create_table('room',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('centre_id', sa.Integer(), nullable=False),
    sa.Column('name_km', sa.String(length=120), nullable=False),
    sa.Column('name_en', sa.String(length=120), nullable=False),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('features', sa.JSON(), nullable=False),
    sa.Column('closed', sa.Boolean(), nullable=False),
    sa.CheckConstraint('seats > 0', name=op.f('ck_room_has_seats')),
    sa.ForeignKeyConstraint(['centre_id'], ['training_centre.id'], name=op.f('fk_room_centre_id_training_centre')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_room'))
    )
    with op.batch_alter_table('room', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_room_centre_id'), ['centre_id'], unique=False)

    op.create_table('unit_alias',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('spelling', sa.String(length=200), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_unit_alias_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit_alias')),
    sa.UniqueConstraint('key', name=op.f('uq_unit_alias_key'))
    )
    with op.batch_alter_table('unit_alias', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_unit_alias_unit_id'), ['unit_id'], unique=False)

    op.create_table('unit_name',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('name_km', sa.String(length=200), nullable=False),
    sa.Column('name_en', sa.String(length=200), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.CheckConstraint('valid_to IS NULL OR valid_to >= valid_from', name=op.f('ck_unit_name_order')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_unit_name_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit_name'))
    )
    with op.batch_alter_table('unit_name', schema=None) as batch_op:
        batch_op.create_index('uq_unit_name_current', ['unit_id'], unique=True, sqlite_where=sa.text('valid_to IS NULL'), postgresql_where=sa.text('valid_to IS NULL'))

    op.create_table('nomination',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('official_id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('nominated_on', sa.Date(), nullable=False),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_nomination_course_id_course')),
    sa.ForeignKeyConstraint(['official_id'], ['official.id'], name=op.f('fk_nomination_official_id_official')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_nomination'))
    )
    with op.batch_alter_table('nomination', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_nomination_official_id'), ['official_id'], unique=False)
        batch_op.create_index('uq_nomination_live', ['official_id', 'course_id'], unique=True, sqlite_where=sa.text('withdrawn_on IS NULL'), postgresql_where=sa.text('withdrawn_on IS NULL'))

    op.create_table('posting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('official_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('department', sa.String(length=200), nullable=False),
    sa.Column('office', sa.String(length=200), nullable=False),
    sa.Column('position', sa.String(length=200), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.CheckConstraint('valid_to IS NULL OR valid_to >= valid_from', name=op.f('ck_posting_order')),
    sa.ForeignKeyConstraint(['official_id'], ['official.id'], name=op.f('fk_posting_official_id_official')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_posting_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_posting'))
    )
    with op.batch_alter_table('posting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_posting_official_id'), ['official_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_posting_unit_id'), ['unit_id'], unique=False)
        batch_op.create_index('uq_posting_current', ['official_id'], unique=True, sqlite_where=sa.text('valid_to IS NULL'), postgresql_where=sa.text('valid_to IS NULL'))

    op.create_table('role_assignment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('official_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('role_code', sa.String(length=20), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.CheckConstraint('valid_to IS NULL OR valid_to >= valid_from', name=op.f('ck_role_assignment_order')),
    sa.ForeignKeyConstraint(['official_id'], ['official.id'], name=op.f('fk_role_assignment_official_id_official')),
    sa.ForeignKeyConstraint(['role_code'], ['workflow_role.code'], name=op.f('fk_role_assignment_role_code_workflow_role')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_role_assignment_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role_assignment'))
    )
    with op.batch_alter_table('role_assignment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_role_assignment_official_id'), ['official_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_role_assignment_role_code'), ['role_code'], unique=False)
        batch_op.create_index(batch_op.f('ix_role_assignment_unit_id'), ['unit_id'], unique=False)
        batch_op.create_index('uq_role_assignment_current', ['official_id', 'unit_id', 'role_code'], unique=True, sqlite_where=sa.text('valid_to IS NULL'), postgresql_where=sa.text('valid_to IS NULL'))

    op.create_table('user',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_name', sa.String(length=60), nullable=False),
    sa.Column('official_id', sa.Integer(), nullable=True),
    sa.Column('name_km', sa.String(length=120), nullable=False),
    sa.Column('name_en', sa.String(length=120), nullable=False),
    sa.Column('email', sa.String(length=200), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('theme', sa.String(length=5), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=True),
    sa.Column('code_hash', sa.String(length=200), nullable=True),
    sa.Column('code_ends_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('totp_secret', sa.String(length=64), nullable=True),
    sa.Column('totp_step', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('disabled_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['official_id'], ['official.id'], name=op.f('fk_user_official_id_official')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user')),
    sa.UniqueConstraint('official_id', name=op.f('uq_user_official_id')),
    sa.UniqueConstraint('user_name', name=op.f('uq_user_user_name'))
    )
    op.create_table('audit_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('actor_name', sa.String(length=200), nullable=False),
    sa.Column('verb', sa.String(length=60), nullable=False),
    sa.Column('thing_type', sa.String(length=40), nullable=False),
    sa.Column('thing_id', sa.String(length=40), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['user.id'], name=op.f('fk_audit_entry_actor_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry'))
    )
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_entry_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_entry_thing_type_thing_id'), ['thing_type', 'thing_id'], unique=False)

    op.create_table('calendar_feed',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_calendar_feed_user_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_feed')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_calendar_feed_token_hash'))
    )
    with op.batch_alter_table('calendar_feed', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calendar_feed_user_id'), ['user_id'], unique=False)

    op.create_table('earned_course',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('official_id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('basis', sa.Enum('achievement', 'attendance', 'exemption', 'elsewhere', name='basis', native_enum=False, length=24), nullable=False),
    sa.Column('earned_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_earned_course_course_id_course')),
    sa.ForeignKeyConstraint(['official_id'], ['official.id'], name=op.f('fk_earned_course_official_id_official')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['user.id'], name=op.f('fk_earned_course_recorded_by_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_earned_course'))
    )
    with op.batch_alter_table('earned_course', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_earned_course_course_id'), ['course_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_earned_course_official_id_course_id'), ['official_id', 'course_id'], unique=False)

    op.create_table('identification_list',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('fmis_users', 'it_foundation', name='listkind', native_enum=False, length=24), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('letter_number', sa.String(length=60), nullable=False),
    sa.Column('letter_date', sa.Date(), nullable=True),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('file_name', sa.String(length=200), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('state', sa.Enum('received', 'read', 'applied', 'undone', 'replaced', 'refused', name='liststate', native_enum=False, length=24), nullable=False),
    sa.Column('file_status', sa.String(length=20), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_by_id', sa.Integer(), nullable=True),
    sa.Column('applied_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('version > 0', name=op.f('ck_identification_list_version')),
    sa.ForeignKeyConstraint(['sent_by_id'], ['user.id'], name=op.f('fk_identification_list_sent_by_id_user')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_identification_list_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_identification_list'))
    )
    with op.batch_alter_table('identification_list', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_identification_list_unit_id'), ['unit_id'], unique=False)
        batch_op.create_index('uq_identification_list_sha256', ['sha256'], unique=True, sqlite_where=sa.text("state <> 'undone'"), postgresql_where=sa.text("state <> 'undone'"))

    op.create_table('job',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('task', sa.String(length=60), nullable=False),
    sa.Column('arguments', sa.JSON(), nullable=False),
    sa.Column('state', sa.Enum('queued', 'running', 'done', 'failed', name='jobstate', native_enum=False, length=24), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('error', sa.Text(), nullable=False),
    sa.Column('result', sa.JSON(), nullable=False),
    sa.Column('submitted_by_id', sa.Integer(), nullable=True),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('run_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lease_ends_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['submitted_by_id'], ['user.id'], name=op.f('fk_job_submitted_by_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job'))
    )
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_state_run_at'), ['state', 'run_at'], unique=False)

    op.create_table('licence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('official_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('exception', sa.String(length=300), nullable=False),
    sa.Column('ended_reason', sa.String(length=300), nullable=False),
    sa.Column('granted_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('valid_to IS NULL OR valid_to >= valid_from', name=op.f('ck_licence_order')),
    sa.ForeignKeyConstraint(['granted_by_id'], ['user.id'], name=op.f('fk_licence_granted_by_id_user')),
    sa.ForeignKeyConstraint(['official_id'], ['official.id'], name=op.f('fk_licence_official_id_official')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_licence_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_licence'))
    )
    with op.batch_alter_table('licence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_licence_official_id'), ['official_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_licence_unit_id'), ['unit_id'], unique=False)
        batch_op.create_index('uq_licence_current', ['official_id', 'unit_id'], unique=True, sqlite_where=sa.text('valid_to IS NULL'), postgresql_where=sa.text('valid_to IS NULL'))

    op.create_table('pair_decision',
    sa.Column('first_id', sa.Integer(), nullable=False),
    sa.Column('second_id', sa.Integer(), nullable=False),
    sa.Column('verdict', sa.Enum('same', 'not the same person', name='pairverdict', native_enum=False, length=24), nullable=False),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('first_id < second_id', name=op.f('ck_pair_decision_order')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['user.id'], name=op.f('fk_pair_decision_decided_by_id_user')),
    sa.ForeignKeyConstraint(['first_id'], ['official.id'], name=op.f('fk_pair_decision_first_id_official')),
    sa.ForeignKeyConstraint(['second_id'], ['official.id'], name=op.f('fk_pair_decision_second_id_official')),
    sa.PrimaryKeyConstraint('first_id', 'second_id', name=op.f('pk_pair_decision'))
    )
    op.create_table('role_grant',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('administrator', 'coordinator', 'trainer', 'focal person', 'official', 'HR officer', 'auditor', name='role', native_enum=False, length=24), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('granted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('granted_by_id', sa.Integer(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("role <> 'focal person' OR unit_id IS NOT NULL", name=op.f('ck_role_grant_focal_person_has_unit')),
    sa.ForeignKeyConstraint(['granted_by_id'], ['user.id'], name=op.f('fk_role_grant_granted_by_id_user')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_role_grant_unit_id_unit')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_role_grant_user_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role_grant'))
    )
    with op.batch_alter_table('role_grant', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_role_grant_user_id'), ['user_id'], unique=False)
        batch_op.create_index('uq_role_grant_live', ['user_id', 'role', sa.literal_column('coalesce(unit_id, 0)')], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('sign_in',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('second_factor_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('end', sa.Enum('signed out', 'password changed', 'disabled', 'role changed', 'ended by administrator', name='signinend', native_enum=False, length=24), nullable=True),
    sa.Column('browser', sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_sign_in_user_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_sign_in_token_hash'))
    )
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_user_id'), ['user_id'], unique=False)

    op.create_table('trainer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('name_km', sa.String(length=120), nullable=False),
    sa.Column('name_en', sa.String(length=120), nullable=False),
    sa.Column('phone', sa.String(length=20), nullable=True),
    sa.Column('province_code', sa.String(length=2), nullable=False),
    sa.Column('left', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['province_code'], ['province.code'], name=op.f('fk_trainer_province_code_province')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_trainer_user_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trainer')),
    sa.UniqueConstraint('user_id', name=op.f('uq_trainer_user_id'))
    )
    op.create_table('class',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('room_id', sa.Integer(), nullable=False),
    sa.Column('trainer_id', sa.Integer(), nullable=False),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('taken', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('draft', 'published', 'running', 'taught', 'completed', 'cancelled', name='classstate', native_enum=False, length=24), nullable=False),
    sa.Column('open_to_all', sa.Boolean(), nullable=False),
    sa.Column('enrol_until', sa.Date(), nullable=True),
    sa.Column('wave', sa.String(length=80), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('cancel_reason', sa.String(length=300), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('seats > 0', name=op.f('ck_class_has_seats')),
    sa.CheckConstraint('taken >= 0 AND taken <= seats', name=op.f('ck_class_not_overfull')),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_class_course_id_course')),
    sa.ForeignKeyConstraint(['room_id'], ['room.id'], name=op.f('fk_class_room_id_room')),
    sa.ForeignKeyConstraint(['trainer_id'], ['trainer.id'], name=op.f('fk_class_trainer_id_trainer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_class')),
    sa.UniqueConstraint('course_id', 'number', name=op.f('uq_class_course_id_number'))
    )
    with op.batch_alter_table('class', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_class_starts_on'), ['starts_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_class_state_id'), ['state', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_class_trainer_id'), ['trainer_id'], unique=False)

    op.create_table('list_deed',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('list_id', sa.Integer(), nullable=False),
    sa.Column('table', sa.String(length=40), nullable=False),
    sa.Column('row_id', sa.Integer(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=True),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['list_id'], ['identification_list.id'], name=op.f('fk_list_deed_list_id_identification_list')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_list_deed'))
    )
    with op.batch_alter_table('list_deed', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_list_deed_list_id'), ['list_id'], unique=False)

    op.create_table('list_file',
    sa.Column('list_id', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['list_id'], ['identification_list.id'], name=op.f('fk_list_file_list_id_identification_list')),
    sa.PrimaryKeyConstraint('list_id', name=op.f('pk_list_file'))
    )
    op.create_table('list_row',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('list_id', sa.Integer(), nullable=False),
    sa.Column('sheet', sa.String(length=120), nullable=False),
    sa.Column('row', sa.Integer(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('findings', sa.JSON(), nullable=False),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.Column('outcome', sa.Enum('new', 'same', 'changed', 'doubtful', 'held', 'refused', name='rowoutcome', native_enum=False, length=24), nullable=False),
    sa.Column('official_id', sa.Integer(), nullable=True),
    sa.Column('alike_id', sa.Integer(), nullable=True),
    sa.Column('decision', sa.Enum('accept', 'hold', name='rowdecision', native_enum=False, length=24), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['alike_id'], ['official.id'], name=op.f('fk_list_row_alike_id_official')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['user.id'], name=op.f('fk_list_row_decided_by_id_user')),
    sa.ForeignKeyConstraint(['list_id'], ['identification_list.id'], name=op.f('fk_list_row_list_id_identification_list')),
    sa.ForeignKeyConstraint(['official_id'], ['official.id'], name=op.f('fk_list_row_official_id_official')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_list_row'))
    )
    with op.batch_alter_table('list_row', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_list_row_alike_id'), ['alike_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_list_row_list_id_outcome'), ['list_id', 'outcome'], unique=False)
        batch_op.create_index(batch_op.f('ix_list_row_official_id'), ['official_id'], unique=False)

    op.create_table('trainer_absence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('trainer_id', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.CheckConstraint('valid_to >= valid_from', name=op.f('ck_trainer_absence_order')),
    sa.ForeignKeyConstraint(['trainer_id'], ['trainer.id'], name=op.f('fk_trainer_absence_trainer_id_trainer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trainer_absence'))
    )
    with op.batch_alter_table('trainer_absence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_trainer_absence_trainer_id'), ['trainer_id'], unique=False)

    op.create_table('trainer_course',
    sa.Column('trainer_id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_trainer_course_course_id_course')),
    sa.ForeignKeyConstraint(['trainer_id'], ['trainer.id'], name=op.f('fk_trainer_course_trainer_id_trainer')),
    sa.PrimaryKeyConstraint('trainer_id', 'course_id', name=op.f('pk_trainer_course'))
    )
    op.create_table('enrolment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('class_id', sa.Integer(), nullable=False),
    sa.Column('official_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('requested', 'waiting', 'offered', 'called', 'confirmed', 'completed', 'not completed', 'refused', 'declined', 'expired', 'replaced', 'withdrawn', name='seat', native_enum=False, length=24), nullable=False),
    sa.Column('by_himself', sa.Boolean(), nullable=False),
    sa.Column('substitute_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('outcome', sa.Enum('achievement', 'attendance', 'none', name='outcome', native_enum=False, length=24), nullable=True),
    sa.Column('attended', sa.Integer(), nullable=True),
    sa.Column('taught', sa.Integer(), nullable=True),
    sa.Column('marks', sa.Integer(), nullable=True),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.CheckConstraint("(state IN ('completed', 'not completed')) = (outcome IS NOT NULL)", name=op.f('ck_enrolment_outcome')),
    sa.CheckConstraint("state <> 'replaced' OR substitute_id IS NOT NULL", name=op.f('ck_enrolment_replaced_names_substitute')),
    sa.ForeignKeyConstraint(['class_id'], ['class.id'], name=op.f('fk_enrolment_class_id_class')),
    sa.ForeignKeyConstraint(['official_id'], ['official.id'], name=op.f('fk_enrolment_official_id_official')),
    sa.ForeignKeyConstraint(['substitute_id'], ['enrolment.id'], name=op.f('fk_enrolment_substitute_id_enrolment')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_enrolment_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_enrolment'))
    )
    with op.batch_alter_table('enrolment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_enrolment_class_id_state'), ['class_id', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_enrolment_official_id'), ['official_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_enrolment_unit_id'), ['unit_id'], unique=False)
        batch_op.create_index('uq_enrolment_live', ['class_id', 'official_id'], unique=True, sqlite_where=sa.text("state NOT IN ('refused', 'declined', 'expired', 'replaced', 'withdrawn')"), postgresql_where=sa.text("state NOT IN ('refused', 'declined', 'expired', 'replaced', 'withdrawn')"))

    op.create_table('session',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('class_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('half', sa.Enum('morning', 'afternoon', name='halfday', native_enum=False, length=24), nullable=False),
    sa.Column('room_id', sa.Integer(), nullable=False),
    sa.Column('trainer_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('planned', 'sealed', 'cancelled', name='sessionstate', native_enum=False, length=24), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cancel_reason', sa.String(length=300), nullable=False),
    sa.Column('sealed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sealed_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['class_id'], ['class.id'], name=op.f('fk_session_class_id_class')),
    sa.ForeignKeyConstraint(['room_id'], ['room.id'], name=op.f('fk_session_room_id_room')),
    sa.ForeignKeyConstraint(['sealed_by_id'], ['user.id'], name=op.f('fk_session_sealed_by_id_user')),
    sa.ForeignKeyConstraint(['trainer_id'], ['trainer.id'], name=op.f('fk_session_trainer_id_trainer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session'))
    )
    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_class_id'), ['class_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_session_day'), ['day'], unique=False)
        batch_op.create_index('uq_session_class', ['class_id', 'day', 'half'], unique=True, sqlite_where=sa.text("state <> 'cancelled'"), postgresql_where=sa.text("state <> 'cancelled'"))
        batch_op.create_index('uq_session_room', ['room_id', 'day', 'half'], unique=True, sqlite_where=sa.text("state <> 'cancelled'"), postgresql_where=sa.text("state <> 'cancelled'"))
        batch_op.create_index('uq_session_trainer', ['trainer_id', 'day', 'half'], unique=True, sqlite_where=sa.text("state <> 'cancelled'"), postgresql_where=sa.text("state <> 'cancelled'"))

    op.create_table('certificate',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=20), nullable=False),
    sa.Column('kind', sa.Enum('achievement', 'attendance', name='certificatekind', native_enum=False, length=24), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('enrolment_id', sa.Integer(), nullable=False),
    sa.Column('official_id', sa.Integer(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('state', sa.Enum('valid', 'void', 'replaced', name='certificatestate', native_enum=False, length=24), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('issued_by_id', sa.Integer(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by_id', sa.Integer(), nullable=True),
    sa.Column('ended_reason', sa.String(length=300), nullable=False),
    sa.Column('replaces_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("state = 'valid' OR ended_reason <> ''", name=op.f('ck_certificate_end_has_reason')),
    sa.ForeignKeyConstraint(['ended_by_id'], ['user.id'], name=op.f('fk_certificate_ended_by_id_user')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_certificate_enrolment_id_enrolment')),
    sa.ForeignKeyConstraint(['issued_by_id'], ['user.id'], name=op.f('fk_certificate_issued_by_id_user')),
    sa.ForeignKeyConstraint(['official_id'], ['official.id'], name=op.f('fk_certificate_official_id_official')),
    sa.ForeignKeyConstraint(['replaces_id'], ['certificate.id'], name=op.f('fk_certificate_replaces_id_certificate')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate')),
    sa.UniqueConstraint('code', name=op.f('uq_certificate_code')),
    sa.UniqueConstraint('number', name=op.f('uq_certificate_number'))
    )
    with op.batch_alter_table('certificate', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_certificate_official_id'), ['official_id'], unique=False)
        batch_op.create_index('uq_certificate_valid', ['enrolment_id'], unique=True, sqlite_where=sa.text("state = 'valid'"), postgresql_where=sa.text("state = 'valid'"))

    op.create_table('mark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('enrolment_id', sa.Integer(), nullable=False),
    sa.Column('presence', sa.Enum('present', 'late', 'excused', 'absent', name='presence', native_enum=False, length=24), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('marked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('marked_by_id', sa.Integer(), nullable=True),
    sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_mark_enrolment_id_enrolment')),
    sa.ForeignKeyConstraint(['marked_by_id'], ['user.id'], name=op.f('fk_mark_marked_by_id_user')),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_mark_session_id_session')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mark'))
    )
    with op.batch_alter_table('mark', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mark_enrolment_id'), ['enrolment_id'], unique=False)
        batch_op.create_index('uq_mark_current', ['session_id', 'enrolment_id'], unique=True, sqlite_where=sa.text('superseded_at IS NULL'), postgresql_where=sa.text('superseded_at IS NULL'))

    op.create_table('official_half_day',
    sa.Column('official_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('half', sa.Enum('morning', 'afternoon', name='halfday', native_enum=False, length=24), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('enrolment_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_official_half_day_enrolment_id_enrolment')),
    sa.ForeignKeyConstraint(['official_id'], ['official.id'], name=op.f('fk_official_half_day_official_id_official')),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_official_half_day_session_id_session')),
    sa.PrimaryKeyConstraint('official_id', 'day', 'half', name=op.f('pk_official_half_day'))
    )
    with op.batch_alter_table('official_half_day', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_official_half_day_enrolment_id'), ['enrolment_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_official_half_day_session_id'), ['session_id'], unique=False)

    op.create_table('result',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('enrolment_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('pre-test', 'post-test', 'practical', name='assessmentkind', native_enum=False, length=24), nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('marks', sa.Integer(), nullable=False),
    sa.Column('taken_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('entered_by_id', sa.Integer(), nullable=True),
    sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('attempt > 0', name=op.f('ck_result_attempt')),
    sa.CheckConstraint('marks BETWEEN 0 AND 100', name=op.f('ck_result_percent')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_result_enrolment_id_enrolment')),
    sa.ForeignKeyConstraint(['entered_by_id'], ['user.id'], name=op.f('fk_result_entered_by_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_result'))
    )
    with op.batch_alter_table('result', schema=None) as batch_op:
        batch_op.create_index('uq_result_current', ['enrolment_id', 'kind', 'attempt'], unique=True, sqlite_where=sa.text('superseded_at IS NULL'), postgresql_where=sa.text('superseded_at IS NULL'))

    op.create_table('session_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('half', sa.Enum('morning', 'afternoon', name='halfday', native_enum=False, length=24), nullable=False),
    sa.Column('room_id', sa.Integer(), nullable=False),
    sa.Column('trainer_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_session_change_by_id_user')),
    sa.ForeignKeyConstraint(['room_id'], ['room.id'], name=op.f('fk_session_change_room_id_room')),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_session_change_session_id_session')),
    sa.ForeignKeyConstraint(['trainer_id'], ['trainer.id'], name=op.f('fk_session_change_trainer_id_trainer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_change'))
    )
    with op.batch_alter_table('session_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_change_session_id'), ['session_id'], unique=False)

    op.create_table('certificate_file',
    sa.Column('certificate_id', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['certificate_id'], ['certificate.id'], name=op.f('fk_certificate_file_certificate_id_certificate')),
    sa.PrimaryKeyConstraint('certificate_id', name=op.f('pk_certificate_file'))
    )


def downgrade() -> None:
    op.drop_table('certificate_file')
    with op.batch_alter_table('session_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_session_change_session_id'))

    op.drop_table('session_change')
    with op.batch_alter_table('result', schema=None) as batch_op:
        batch_op.drop_index('uq_result_current', sqlite_where=sa.text('superseded_at IS NULL'), postgresql_where=sa.text('superseded_at IS NULL'))

    op.drop_table('result')
    with op.batch_alter_table('official_half_day', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_official_half_day_session_id'))
        batch_op.drop_index(batch_op.f('ix_official_half_day_enrolment_id'))

    op.drop_table('official_half_day')
    with op.batch_alter_table('mark', schema=None) as batch_op:
        batch_op.drop_index('uq_mark_current', sqlite_where=sa.text('superseded_at IS NULL'), postgresql_where=sa.text('superseded_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_mark_enrolment_id'))

    op.drop_table('mark')
    with op.batch_alter_table('certificate', schema=None) as batch_op:
        batch_op.drop_index('uq_certificate_valid', sqlite_where=sa.text("state = 'valid'"), postgresql_where=sa.text("state = 'valid'"))
        batch_op.drop_index(batch_op.f('ix_certificate_official_id'))

    op.drop_table('certificate')
    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.drop_index('uq_session_trainer', sqlite_where=sa.text("state <> 'cancelled'"), postgresql_where=sa.text("state <> 'cancelled'"))
        batch_op.drop_index('uq_session_room', sqlite_where=sa.text("state <> 'cancelled'"), postgresql_where=sa.text("state <> 'cancelled'"))
        batch_op.drop_index('uq_session_class', sqlite_where=sa.text("state <> 'cancelled'"), postgresql_where=sa.text("state <> 'cancelled'"))
        batch_op.drop_index(batch_op.f('ix_session_day'))
        batch_op.drop_index(batch_op.f('ix_session_class_id'))

    op.drop_table('session')
    with op.batch_alter_table('enrolment', schema=None) as batch_op:
        batch_op.drop_index('uq_enrolment_live', sqlite_where=sa.text("state NOT IN ('refused', 'declined', 'expired', 'replaced', 'withdrawn')"), postgresql_where=sa.text("state NOT IN ('refused', 'declined', 'expired', 'replaced', 'withdrawn')"))
        batch_op.drop_index(batch_op.f('ix_enrolment_unit_id'))
        batch_op.drop_index(batch_op.f('ix_enrolment_official_id'))
        batch_op.drop_index(batch_op.f('ix_enrolment_class_id_state'))

    op.drop_table('enrolment')
    op.drop_table('trainer_course')
    with op.batch_alter_table('trainer_absence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_trainer_absence_trainer_id'))

    op.drop_table('trainer_absence')
    with op.batch_alter_table('list_row', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_list_row_official_id'))
        batch_op.drop_index(batch_op.f('ix_list_row_list_id_outcome'))
        batch_op.drop_index(batch_op.f('ix_list_row_alike_id'))

    op.drop_table('list_row')
    op.drop_table('list_file')
    with op.batch_alter_table('list_deed', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_list_deed_list_id'))

    op.drop_table('list_deed')
    with op.batch_alter_table('class', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_class_trainer_id'))
        batch_op.drop_index(batch_op.f('ix_class_state_id'))
        batch_op.drop_index(batch_op.f('ix_class_starts_on'))

    op.drop_table('class')
    op.drop_table('trainer')
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_in_user_id'))

    op.drop_table('sign_in')
    with op.batch_alter_table('role_grant', schema=None) as batch_op:
        batch_op.drop_index('uq_role_grant_live', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_role_grant_user_id'))

    op.drop_table('role_grant')
    op.drop_table('pair_decision')
    with op.batch_alter_table('licence', schema=None) as batch_op:
        batch_op.drop_index('uq_licence_current', sqlite_where=sa.text('valid_to IS NULL'), postgresql_where=sa.text('valid_to IS NULL'))
        batch_op.drop_index(batch_op.f('ix_licence_unit_id'))
        batch_op.drop_index(batch_op.f('ix_licence_official_id'))

    op.drop_table('licence')
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_state_run_at'))

    op.drop_table('job')
    with op.batch_alter_table('identification_list', schema=None) as batch_op:
        batch_op.drop_index('uq_identification_list_sha256', sqlite_where=sa.text("state <> 'undone'"), postgresql_where=sa.text("state <> 'undone'"))
        batch_op.drop_index(batch_op.f('ix_identification_list_unit_id'))

    op.drop_table('identification_list')
    with op.batch_alter_table('earned_course', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_earned_course_official_id_course_id'))
        batch_op.drop_index(batch_op.f('ix_earned_course_course_id'))

    op.drop_table('earned_course')
    with op.batch_alter_table('calendar_feed', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_calendar_feed_user_id'))

    op.drop_table('calendar_feed')
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_entry_thing_type_thing_id'))
        batch_op.drop_index(batch_op.f('ix_audit_entry_at'))

    op.drop_table('audit_entry')
    op.drop_table('user')
    with op.batch_alter_table('role_assignment', schema=None) as batch_op:
        batch_op.drop_index('uq_role_assignment_current', sqlite_where=sa.text('valid_to IS NULL'), postgresql_where=sa.text('valid_to IS NULL'))
        batch_op.drop_index(batch_op.f('ix_role_assignment_unit_id'))
        batch_op.drop_index(batch_op.f('ix_role_assignment_role_code'))
        batch_op.drop_index(batch_op.f('ix_role_assignment_official_id'))

    op.drop_table('role_assignment')
    with op.batch_alter_table('posting', schema=None) as batch_op:
        batch_op.drop_index('uq_posting_current', sqlite_where=sa.text('valid_to IS NULL'), postgresql_where=sa.text('valid_to IS NULL'))
        batch_op.drop_index(batch_op.f('ix_posting_unit_id'))
        batch_op.drop_index(batch_op.f('ix_posting_official_id'))

    op.drop_table('posting')
    with op.batch_alter_table('nomination', schema=None) as batch_op:
        batch_op.drop_index('uq_nomination_live', sqlite_where=sa.text('withdrawn_on IS NULL'), postgresql_where=sa.text('withdrawn_on IS NULL'))
        batch_op.drop_index(batch_op.f('ix_nomination_official_id'))

    op.drop_table('nomination')
    with op.batch_alter_table('unit_name', schema=None) as batch_op:
        batch_op.drop_index('uq_unit_name_current', sqlite_where=sa.text('valid_to IS NULL'), postgresql_where=sa.text('valid_to IS NULL'))

    op.drop_table('unit_name')
    with op.batch_alter_table('unit_alias', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_unit_alias_unit_id'))

    op.drop_table('unit_alias')
    with op.batch_alter_table('room', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_room_centre_id'))

    op.drop_table('room')
    with op.batch_alter_table('requirement', schema=None) as batch_op:
        batch_op.drop_index('uq_requirement')

    op.drop_table('requirement')
    op.drop_table('prerequisite')
    with op.batch_alter_table('official', schema=None) as batch_op:
        batch_op.drop_index('uq_official_staff_id', sqlite_where=sa.text('merged_into_id IS NULL'), postgresql_where=sa.text('merged_into_id IS NULL'))
        batch_op.drop_index(batch_op.f('ix_official_unit_id'))
        batch_op.drop_index(batch_op.f('ix_official_sort_key_id'))
        batch_op.drop_index(batch_op.f('ix_official_name_key_birth_date'))
        batch_op.drop_index(batch_op.f('ix_official_merged_into_id'))

    op.drop_table('official')
    op.drop_table('workflow_role')
    op.drop_table('unit_kind_module')
    with op.batch_alter_table('unit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_unit_path'))
        batch_op.drop_index(batch_op.f('ix_unit_parent_id'))

    op.drop_table('unit')
    op.drop_table('training_centre')
    op.drop_table('incompatible_steps')
    op.drop_table('course')
    op.drop_table('step')
    op.drop_table('province')
    op.drop_table('module')
    op.drop_table('institution')
    op.drop_table('holiday')
    with op.batch_alter_table('failed_sign_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_failed_sign_in_name_at'))
        batch_op.drop_index(batch_op.f('ix_failed_sign_in_address_at'))

    op.drop_table('failed_sign_in')
    op.drop_table('certificate_series')
    op.drop_table('blackout')
