"""How the first tables are made: all at once, from their last state.

Run one by one, each of several hundred operations makes Django draw up all related models again, which takes minutes. The tables
are new, so nothing lies between: the models are drawn up once, and each table is created as it is in the end.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.state import ProjectState


class FirstTables(migrations.Migration):
    """A migration whose operations make new tables and complete them; what it does to older tables is done in order."""

    def apply(self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False) -> ProjectState:
        """Create every table as it stands after the last operation; foreign keys and indexes follow at the end, as always."""
        if collect_sql:
            return super().apply(project_state, schema_editor, collect_sql)
        before = project_state.clone()
        made = {operation.name_lower for operation in self.operations if isinstance(operation, CreateModel)}
        project_state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        for operation in self.operations:
            if isinstance(operation, CreateModel):
                operation.database_forwards(self.app_label, schema_editor, before, project_state)
            elif not (isinstance(operation, (AddField, AddIndex, AddConstraint)) and operation.model_name.lower() in made):
                operation.database_forwards(self.app_label, schema_editor, before, project_state)
        return project_state
