"""Addresses of the page of roles."""

from django.urls import path

from plans.roles import views as roles

ROOT = "<slug:slug>/roller/"

addresses = [
    path(ROOT, roles.Roles.as_view(), name="roles"),
    *roles.RolePages.paths(ROOT, add="giv/", edit="<int:pk>/periode/", delete="<int:pk>/fortryd/"),
    roles.EndPages.edit_path(f"{ROOT}<int:pk>/afslut/", "role_end"),
    roles.HandOverPages.edit_path(f"{ROOT}<int:pk>/overdrag/", "role_hand_over"),
    roles.InviteAgainPages.edit_path(f"{ROOT}<int:pk>/inviter-igen/", "role_invite_again"),
]
