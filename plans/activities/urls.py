"""Addresses of activities and of the stories from the work."""

from django.urls import path

from plans.activities.views import activities, stories

addresses = [
    path("<slug:slug>/aktiviteter/", activities.Activities.as_view(), name="activities"),
    path("<slug:slug>/aktiviteter/<int:pk>/rediger/", activities.EditActivity.as_view(), name="activity_edit"),
    path("<slug:slug>/aktiviteter/<int:pk>/slet/", activities.DeleteActivity.as_view(), name="activity_delete"),
    path("<slug:slug>/aktiviteter/<int:pk>/flyt/", activities.MoveActivity.as_view(), name="activity_move_edit"),
    path("<slug:slug>/aktiviteter/<int:pk>/del/", activities.AddPart.as_view(), name="activity_part_add"),
    path("<slug:slug>/aktiviteter/<int:pk>/forankring/", activities.EditAnchoring.as_view(), name="anchoring_edit"),
    path(
        "<slug:slug>/aktiviteter/<int:pk>/forankring/slet/",
        activities.DeleteAnchoring.as_view(),
        name="anchoring_delete",
    ),
    path("<slug:slug>/fortaellinger/", stories.Stories.as_view(), name="stories"),
    path("<slug:slug>/fortaellinger/tilfoej/", stories.AddStory.as_view(), name="story_add"),
    path("<slug:slug>/fortaellinger/<int:pk>/rediger/", stories.EditStory.as_view(), name="story_edit"),
    path("<slug:slug>/fortaellinger/<int:pk>/slet/", stories.DeleteStory.as_view(), name="story_delete"),
    path("<slug:slug>/aftaler/<slug:sub>/aktivitet/", activities.AddActivity.as_view(), name="activity_add"),
    path(
        "<slug:slug>/aftaler/indsatsomraade/<int:pk>/aktivitet/",
        activities.AddAreaActivity.as_view(),
        name="area_activity_add",
    ),
]
