"""Addresses of activities and of the stories from the work."""

from django.urls import path

from plans.activities.views import activities, stories

ROOT = "<slug:slug>/aktiviteter/"
STORIES = "<slug:slug>/fortaellinger/"

addresses = [
    path(ROOT, activities.Activities.as_view(), name="activities"),
    *activities.ActivityPages.paths(ROOT, add=None),
    activities.ActivityPages.add_path("<slug:slug>/aftaler/<slug:sub>/aktivitet/", "activity_add"),
    activities.AreaActivityPages.add_path(
        "<slug:slug>/aftaler/indsatsomraade/<int:pk>/aktivitet/", "area_activity_add"
    ),
    activities.LooseActivityPages.add_path(f"{ROOT}uden-plads/tilfoej/", "loose_activity_add"),
    activities.PartPages.add_path(f"{ROOT}<int:pk>/del/", "activity_part_add"),
    activities.MoveActivityPages.edit_path(f"{ROOT}<int:pk>/flyt/", "activity_move_edit"),
    activities.ActivityCountPages.add_path(f"{ROOT}<int:pk>/optaelling/", "activity_count_add"),
    *activities.ActivityCountPages.paths(f"{ROOT}optaelling/", add=None),
    *activities.AnchoringPages.paths(f"{ROOT}<int:pk>/forankring/", add=None, edit="", delete="slet/"),
    path(STORIES, stories.Stories.as_view(), name="stories"),
    *stories.StoryPages.paths(STORIES),
]
