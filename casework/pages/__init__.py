"""What every page shares, the design system's components included. Nothing here knows a stage of the journey.

`guarded` and `denials` decide who sees a page; views call `views` (render, form_page), `forms` with `fields`, `paging` and `links`;
`dates`, `whys` and `comparing` turn values into words; `middleware`, `navigation`, `kept` and `session` stand around each request;
`jinja`, `govuk`, `sheet`, `storage` and `assets` bring templates, macros and style sheets together. The macros are in
`templates/components/`: frame, navigation, dates, tags, lists, panels, versions, form_page.
"""
