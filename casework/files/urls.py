"""Addresses of files. No name of a file stands in one."""

from django.urls import path

from casework.files import views

urlpatterns = [
    path("cases/<str:reference>/files/", views.case_files, name="case-files"),
    path("cases/<str:reference>/files/add/", views.file_add, name="file-add"),
    path("cases/<str:reference>/files/large/", views.file_large, name="file-large"),
    path("files/<int:pk>/", views.file_detail, name="file-detail"),
    path("files/<int:pk>/download/", views.file_download, name="file-download"),
    path("files/<int:pk>/preview/", views.file_preview, name="file-preview"),
    path("files/<int:pk>/copy/", views.file_copy, name="file-copy"),
    path("files/<int:pk>/release/", views.file_release, name="file-release"),
    path("files/<int:pk>/apart/", views.file_apart, name="file-apart"),
    path("files/uploads/<uuid:token>/", views.upload, name="upload"),
    path("files/uploads/<uuid:token>/parts/<int:number>/", views.upload_part, name="upload-part"),
    path("files/uploads/<uuid:token>/finish/", views.upload_finish, name="upload-finish"),
]
